// What the validating proxy says beyond what an SDK notices: it names violations of answers in a header.
// Arguments: URL of the validating proxy, URL of the simulator behind it.
import {
  ACCOUNT, FREE, FREE_NUMBER, FREE_NUMBER_TOO, MESSAGING, SUPPORT, TOKEN, assert, behave, check, edit, inject,
} from './checks.mjs';

const [base, simulator] = process.argv.slice(2);
const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
const pool = `/v1/Services/${MESSAGING}/ShortCodes`;
const numbers = `/v1/Services/${MESSAGING}/PhoneNumbers`;

async function ask(method, path, form) {
  const headers = { authorization };
  if (form !== undefined) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
  }
  return fetch(base + path, { method, headers, body: form });
}

// The last answer as JSON.
let answer = {};
const short = (text) => text.replace(/[0-9a-f]{31}/g, '…').slice(0, 80);

async function answers(status, method, path, form) {
  await check(`prism: ${method} ${short(path)}${form ? ` ${short(form)}` : ''}`, async () => {
    const response = await ask(method, path, form);
    const text = await response.text();
    assert.equal(response.status, status, text);
    assert.equal(response.headers.get('sl-violations'), null);
    answer = text === '' ? {} : JSON.parse(text);
  });
}

await check('prism: it judges requests', async () => {
  const response = await ask('POST', pool, 'Sid=12345');
  assert.ok(response.status === 422 || response.headers.get('sl-violations') !== null, `status ${response.status}`);
});
await check('prism: it judges answers', async () => {
  await inject(simulator, { action: 'html', status: 200, times: 1 });
  const response = await ask('GET', pool);
  assert.ok(response.status === 500 || response.headers.get('sl-violations') !== null, `status ${response.status}`);
});
await answers(201, 'POST', pool, `Sid=${FREE}`);
await answers(200, 'GET', `${pool}/${FREE}`);
await answers(200, 'POST', `${pool}/${FREE}`, 'IsReserved=true');
await answers(200, 'GET', pool);
await answers(200, 'GET', `${pool}?PageSize=1000&Page=0`);
await answers(200, 'GET', `/v1/Services/${SUPPORT}/ShortCodes?PageSize=1`);
await answers(204, 'DELETE', `${pool}/${FREE}`);
await answers(200, 'GET', '/v1/Services');
await answers(200, 'GET', `/v1/Services/${MESSAGING}`);
await answers(200, 'POST', `/v1/Services/${MESSAGING}`, 'DefaultTtl=60');
await answers(201, 'POST', '/v1/Services', 'UniqueName=fourth');
const fourth = `/v1/Services/${answer.sid}`;
await check('prism: it judges requests for numbers', async () => {
  const response = await ask('POST', numbers, 'Sid=12345');
  assert.ok(response.status === 422 || response.headers.get('sl-violations') !== null, `status ${response.status}`);
});
await answers(201, 'POST', numbers, `Sid=${FREE_NUMBER}&IsReserved=true`);
await answers(201, 'POST', numbers, 'PhoneNumber=%2B14155550102');
await edit(simulator, `${MESSAGING}/phoneNumbers/${FREE_NUMBER_TOO}`, { inUse: 2 });
for (const capabilities of ['directional', 'plain', 'none']) {
  await behave(simulator, { capabilities });
  await answers(200, 'GET', `${numbers}/${FREE_NUMBER}`);
}
await behave(simulator, { capabilities: 'directional', showsInUse: false });
await answers(200, 'GET', `${numbers}/${FREE_NUMBER}`);
await behave(simulator, { showsInUse: true });
await answers(200, 'POST', `${numbers}/${FREE_NUMBER}`, 'IsReserved=false');
await answers(200, 'POST', `${numbers}/${FREE_NUMBER}`);
await answers(200, 'GET', numbers);
await answers(200, 'GET', `${numbers}?PageSize=1`);
await check('prism: the second page of a list', async () => {
  const next = new URL(answer.meta.next_page_url);
  const response = await ask('GET', next.pathname + next.search);
  assert.equal(response.headers.get('sl-violations'), null);
  assert.deepEqual((await response.json()).phone_numbers.map((number) => [number.sid, number.in_use]), [[FREE_NUMBER_TOO, 2]]);
});
await answers(204, 'DELETE', `${numbers}/${FREE_NUMBER}`);
await edit(simulator, `${MESSAGING}/phoneNumbers/${FREE_NUMBER_TOO}`, { inUse: 0 });
await answers(204, 'DELETE', `${numbers}/${FREE_NUMBER_TOO}`);
await answers(200, 'POST', fourth, 'UniqueName=fifth&DefaultTtl=60&CallbackUrl=https%3A%2F%2Fexample.com&GeoMatchLevel=radius'
  + '&NumberSelectionBehavior=avoid-sticky&InterceptCallbackUrl=https%3A%2F%2Fexample.com'
  + '&OutOfSessionCallbackUrl=https%3A%2F%2Fexample.com&ChatInstanceSid=IS00000000000000000000000000000001');
await answers(200, 'GET', fourth);
await answers(200, 'GET', '/v1/Services?PageSize=1');
await answers(204, 'DELETE', fourth);
