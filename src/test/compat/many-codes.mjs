// 10,000 codes: the Node SDK reads all of them over all their pages; then what a page costs, first and last.
// Arguments: URL of a simulator that has the state of many-codes-state.mjs.
import twilio from 'twilio';
import { ACCOUNT, TOKEN, assert, check, requests } from './checks.mjs';

const [simulator] = process.argv.slice(2);
const client = twilio(ACCOUNT, TOKEN);
client.proxy.baseUrl = simulator;
const sid = (number) => `KS${String(number).padStart(32, '0')}`;

for (const pageSize of [undefined, 20, 100, 1000]) {
  await check(`node-sdk: 500 codes over pages of ${pageSize ?? 'the usual size'}`, async () => {
    const codes = await client.proxy.v1.services(sid(1)).shortCodes.list({ pageSize });
    assert.equal(new Set(codes.map((code) => code.sid)).size, 500);
    assert.equal(codes.length, 500);
  });
}

await check('node-sdk: 10,000 codes in 20 Services', async () => {
  const before = (await requests(simulator)).at(-1).number;
  const start = performance.now();
  let count = 0;
  for (let service = 1; service <= 20; service += 1) {
    count += (await client.proxy.v1.services(sid(service)).shortCodes.list({ pageSize: 100 })).length;
  }
  const milliseconds = performance.now() - start;
  assert.equal(count, 10_000);
  assert.equal((await requests(simulator)).at(-1).number - before, 100);
  console.log(`        10,000 codes in 100 pages: ${(milliseconds / 1000).toFixed(2)} s`);
});

await check('pages cost the same at the end of a list as at its beginning', async () => {
  const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
  const page = async (url) => (await fetch(url, { headers: { authorization } })).json();
  let last = `${simulator}/v1/Services/${sid(1)}/ShortCodes?PageSize=100`;
  const first = last;
  for (let next = last; next; next = (await page(next)).meta.next_page_url) {
    last = next;
  }
  const figures = [];
  for (const url of [first, last]) {
    const times = [];
    for (let i = 0; i < 60; i += 1) {
      const start = performance.now();
      assert.equal((await page(url)).short_codes.length, 100);
      times.push(performance.now() - start);
    }
    figures.push(times.sort((a, b) => a - b)[30].toFixed(2));
  }
  console.log(`        a page of 100, median: first ${figures[0]} ms, last ${figures[1]} ms`);
});
