// Twilio's Node SDK 5.7.1 against the simulator. Its base URL is the only thing that is set.
// Arguments: label, base URL to talk to, URL of the simulator itself (another one, if a validating proxy is between).
import twilio from 'twilio';
import { ACCOUNT, FREE, MESSAGING, POOLED, SUPPORT, TOKEN, assert, check, inject, requests } from './checks.mjs';

const [label, base, simulator] = process.argv.slice(2);
const between = base !== simulator;

function sdk(token) {
  const client = twilio(ACCOUNT, token);
  client.proxy.baseUrl = base;
  return client.proxy.v1;
}

const proxy = sdk(TOKEN);
const pool = proxy.services(MESSAGING).shortCodes;

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return `${error.status}/${error.code}`;
  }
  return 'no refusal';
}

await check(`${label}: a code is created`, async () => {
  const code = await pool.create({ sid: FREE });
  assert.equal(code.sid, FREE);
  assert.equal(code.serviceSid, MESSAGING);
  assert.equal(code.isReserved, false);
  assert.equal(code.capabilities.sms_outbound, true);
  assert.ok(code.dateCreated instanceof Date && !Number.isNaN(code.dateCreated.getTime()));
});

await check(`${label}: a code is fetched`, async () => {
  assert.equal((await pool(FREE).fetch()).shortCode, '12345');
});

await check(`${label}: a code is reserved and unreserved`, async () => {
  assert.equal((await pool(FREE).update({ isReserved: true })).isReserved, true);
  assert.equal((await pool(FREE).update({ isReserved: false })).isReserved, false);
});

await check(`${label}: an empty update changes nothing`, async () => {
  assert.equal((await pool(FREE).update()).isReserved, false);
});

await check(`${label}: pools are listed`, async () => {
  assert.deepEqual((await pool.list()).map((code) => code.sid), [FREE]);
  assert.deepEqual((await proxy.services(SUPPORT).shortCodes.list()).map((code) => code.sid), [POOLED]);
});

await check(`${label}: Services are created, listed, fetched, deleted`, async () => {
  const created = await proxy.services.create({ uniqueName: 'third', defaultTtl: 60 });
  assert.ok((await proxy.services.list()).some((service) => service.uniqueName === 'third'));
  assert.equal((await proxy.services(created.sid).fetch()).defaultTtl, 60);
  assert.equal(await proxy.services(created.sid).remove(), true);
});

await check(`${label}: errors arrive with status and code`, async () => {
  assert.equal(await refusal(pool.create({ sid: FREE })), '400/80105');
  assert.equal(await refusal(pool.create({ sid: POOLED })), '400/80101');
  assert.equal(await refusal(pool.create({ sid: 'SC00000000000000000000000000000099' })), '404/80303');
  assert.equal(await refusal(pool(POOLED).fetch()), '404/20404');
  assert.equal(await refusal(sdk('wrong').services(MESSAGING).fetch()), '401/20003');
});

await check(`${label}: a code is removed`, async () => {
  assert.equal(await pool(FREE).remove(), true);
  assert.equal(await refusal(pool(FREE).remove()), '404/20404');
});

if (!between) {
  await check(`${label}: a throttled request is refused, and tried again where the SDK is told to`, async () => {
    await inject(simulator, { action: 'status', status: 429, times: 1 });
    assert.equal(await refusal(proxy.services(MESSAGING).fetch()), '429/20429');
    const patient = twilio(ACCOUNT, TOKEN, { autoRetry: true });
    patient.proxy.baseUrl = base;
    await inject(simulator, { action: 'status', status: 429, times: 1 });
    assert.equal((await patient.proxy.v1.services(MESSAGING).fetch()).uniqueName, 'messaging');
  });
}

await check(`${label}: all that was asked came to the simulator`, async () => {
  assert.ok((await requests(simulator)).length >= 18);
});
