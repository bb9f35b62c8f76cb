// Twilio's Node SDK, in the version of which the package is named, with phone numbers and Services.
// Arguments: label, package, base URL to talk to, URL of the simulator itself (another one, if a validating proxy is between).
import {
  ACCOUNT, FREE, FREE_NUMBER, FREE_NUMBER_TOO, MESSAGING, POOLED_NUMBER, SUPPORT, TOKEN, assert, behave, check, edit, requests,
} from './checks.mjs';

const [label, library, base, simulator] = process.argv.slice(2);
const { default: twilio } = await import(library);
const client = twilio(ACCOUNT, TOKEN);
client.proxy.baseUrl = base;
const proxy = client.proxy.v1;
const pool = proxy.services(MESSAGING).phoneNumbers;
const support = proxy.services(SUPPORT).phoneNumbers;
const start = (await requests(simulator)).at(-1)?.number ?? 0;

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return `${error.status}/${error.code}`;
  }
  return 'no refusal';
}

// What the simulator answered: the SDKs hide it, apart from the newest one.
async function statuses(after) {
  return (await requests(simulator)).filter((request) => request.number > after).map((request) => request.status);
}

async function last() {
  return (await requests(simulator)).at(-1).number;
}

await check(`${label}: a number is added by its SID and reserved in one request`, async () => {
  const number = await pool.create({ sid: FREE_NUMBER, isReserved: true });
  assert.equal(number.sid, FREE_NUMBER);
  assert.equal(number.serviceSid, MESSAGING);
  assert.equal(number.phoneNumber, '+14155550101');
  assert.equal(number.friendlyName, '(415) 555-0101');
  assert.equal(number.isReserved, true);
  assert.equal(number.inUse, 0);
  assert.equal(number.capabilities.voice_inbound, true);
  assert.ok(number.dateCreated instanceof Date && !Number.isNaN(number.dateCreated.getTime()));
});

await check(`${label}: a number is added by its digits`, async () => {
  const number = await pool.create({ phoneNumber: '+14155550102' });
  assert.equal(number.sid, FREE_NUMBER_TOO);
  assert.equal(number.isReserved, false);
});

await check(`${label}: a number is fetched and updated`, async () => {
  assert.equal((await pool(FREE_NUMBER).fetch()).isReserved, true);
  assert.equal((await pool(FREE_NUMBER).update({ isReserved: false })).isReserved, false);
  assert.equal((await pool(FREE_NUMBER).update()).isReserved, false);
});

await check(`${label}: numbers are listed in two pages, with their Sessions`, async () => {
  await edit(simulator, `${MESSAGING}/phoneNumbers/${FREE_NUMBER_TOO}`, { inUse: 2 });
  const before = await last();
  const numbers = await pool.list({ pageSize: 1 });
  assert.deepEqual(numbers.map((number) => [number.sid, number.inUse]), [[FREE_NUMBER, 0], [FREE_NUMBER_TOO, 2]]);
  assert.deepEqual(await statuses(before), [200, 200]);
});

await check(`${label}: refusals arrive with status and code`, async () => {
  assert.equal(await refusal(pool.create({ sid: FREE_NUMBER })), '400/80104');
  assert.equal(await refusal(pool.create({ sid: POOLED_NUMBER })), '400/80101');
  assert.equal(await refusal(pool.create({ sid: 'PN00000000000000000000000000000099' })), '400/80301');
  assert.equal(await refusal(pool.create({ phoneNumber: '+14155550199' })), '400/80606');
  assert.equal(await refusal(pool(FREE_NUMBER_TOO).remove()), '400/80611');
  assert.equal(await refusal(pool(POOLED_NUMBER).fetch()), '404/20404');
});

await check(`${label}: capabilities are read in each vocabulary, and an answer without in_use`, async () => {
  await behave(simulator, { capabilities: 'plain' });
  assert.equal((await support(POOLED_NUMBER).fetch()).capabilities.sms, true);
  await behave(simulator, { capabilities: 'none', showsInUse: false });
  const bare = await support(POOLED_NUMBER).fetch();
  assert.ok(bare.capabilities === null || bare.capabilities === undefined, JSON.stringify(bare.capabilities));
  assert.ok(Number.isNaN(bare.inUse) || bare.inUse === undefined, String(bare.inUse));
  await behave(simulator, { capabilities: 'directional', showsInUse: true });
});

await check(`${label}: a number is removed when its Sessions ended`, async () => {
  await edit(simulator, `${MESSAGING}/phoneNumbers/${FREE_NUMBER_TOO}`, { inUse: 0 });
  assert.equal(await pool(FREE_NUMBER_TOO).remove(), true);
  assert.equal(await pool(FREE_NUMBER).remove(), true);
  assert.equal(await refusal(pool(FREE_NUMBER).remove()), '404/20404');
  assert.deepEqual(await pool.list(), []);
});

await check(`${label}: Services are created, fetched, updated, listed and deleted with what is in their pools`, async () => {
  const created = await proxy.services.create({ uniqueName: 'third', callbackUrl: 'https://example.com' });
  assert.equal(await refusal(proxy.services.create({ uniqueName: 'third' })), '400/80602');
  assert.deepEqual(Object.keys(created.links).sort(), ['phone_numbers', 'sessions', 'short_codes']);
  const updated = await proxy.services(created.sid).update({ defaultTtl: 60, uniqueName: 'renamed' });
  assert.deepEqual([updated.defaultTtl, updated.uniqueName, updated.callbackUrl], [60, 'renamed', 'https://example.com']);
  assert.ok((await proxy.services.list({ pageSize: 1 })).some((service) => service.uniqueName === 'renamed'));
  await proxy.services(created.sid).phoneNumbers.create({ sid: FREE_NUMBER });
  assert.equal(await proxy.services(created.sid).remove(), true);
  assert.equal(await refusal(proxy.services(created.sid).fetch()), '404/20404');
});

if (pool(FREE).fetchWithHttpInfo) {
  await check(`${label}: the statuses are those of the document`, async () => {
    const of = async (call) => (await call).statusCode;
    assert.equal(await of(pool.createWithHttpInfo({ sid: FREE_NUMBER })), 201);
    assert.equal(await of(pool(FREE_NUMBER).fetchWithHttpInfo()), 200);
    assert.equal(await of(pool(FREE_NUMBER).updateWithHttpInfo({ isReserved: true })), 200);
    assert.equal(await of(pool.pageWithHttpInfo({ pageSize: 1 })), 200);
    assert.equal(await of(pool(FREE_NUMBER).removeWithHttpInfo()), 204);
  });
}

await check(`${label}: all that was asked came to the simulator`, async () => {
  assert.ok((await statuses(start)).length >= 28);
});
