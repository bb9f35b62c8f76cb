// What the validating proxy says beyond what an SDK notices: it names violations of answers in a header.
// Arguments: URL of the validating proxy, URL of the simulator behind it.
import { ACCOUNT, FREE, MESSAGING, SUPPORT, TOKEN, assert, check, inject } from './checks.mjs';

const [base, simulator] = process.argv.slice(2);
const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
const pool = `/v1/Services/${MESSAGING}/ShortCodes`;

async function ask(method, path, form) {
  const headers = { authorization };
  if (form !== undefined) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
  }
  return fetch(base + path, { method, headers, body: form });
}

async function answers(status, method, path, form) {
  await check(`prism: ${method} ${path.replace(/0{20,}/g, '…')}${form ? ` ${form.replace(/0{20,}/g, '…')}` : ''}`, async () => {
    const response = await ask(method, path, form);
    const text = await response.text();
    assert.equal(response.status, status, text);
    assert.equal(response.headers.get('sl-violations'), null);
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
