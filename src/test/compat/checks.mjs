// One line per check, and the end at the first that fails: the output of every script here.
import assert from 'node:assert/strict';

export const ACCOUNT = 'AC00000000000000000000000000000001';
export const TOKEN = 'example-token-1';
export const MESSAGING = 'KS00000000000000000000000000000001';
export const SUPPORT = 'KS00000000000000000000000000000002';
export const FREE = 'SC00000000000000000000000000000001';
export const POOLED = 'SC00000000000000000000000000000006';
export const FREE_NUMBER = 'PN00000000000000000000000000000001';
export const FREE_NUMBER_TOO = 'PN00000000000000000000000000000002';
export const POOLED_NUMBER = 'PN00000000000000000000000000000003';

export { assert };

export async function check(name, body) {
  try {
    await body();
    console.log(`ok      ${name}`);
  } catch (failure) {
    console.log(`FAILED  ${name}: ${String(failure.message ?? failure).split('\n').slice(0, 6).join(' ')}`);
    process.exit(1);
  }
}

// Changes what Twilio does not publish, such as { showsInUse: false }.
export async function behave(simulator, settings) {
  const response = await fetch(`${simulator}/_simulator/behaviour`, { method: 'PUT', body: JSON.stringify(settings) });
  assert.equal(response.status, 200, await response.text());
}

// An edit as in Twilio's console, such as { inUse: 2 }.
export async function edit(simulator, path, settings) {
  const response = await fetch(`${simulator}/_simulator/services/${path}`, { method: 'PUT', body: JSON.stringify(settings) });
  assert.equal(response.status, 200, await response.text());
}

// What the simulator saw, to be sure that it was the simulator that answered.
export async function requests(simulator) {
  const response = await fetch(`${simulator}/_simulator/requests`);
  return (await response.json()).requests;
}

export async function inject(simulator, fault) {
  const response = await fetch(`${simulator}/_simulator/faults`, { method: 'POST', body: JSON.stringify(fault) });
  assert.equal(response.status, 201, await response.text());
}
