// twilio-cli 5.23.1 against the simulator, by way of redirect.cjs.
// Arguments: URL of the simulator, directory for the tool's own files.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ACCOUNT, FREE, MESSAGING, POOLED, SUPPORT, TOKEN, assert, check, requests } from './checks.mjs';

const [simulator, home] = process.argv.slice(2);
const program = fileURLToPath(new URL('node_modules/twilio-cli/bin/run', import.meta.url));
const redirect = fileURLToPath(new URL('redirect.cjs', import.meta.url));

function cli(command, options) {
  const flags = Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, value]));
  const run = spawnSync(process.execPath, ['--require', redirect, program, `api:proxy:v1:${command}`, ...flags, '-o', 'json'], {
    encoding: 'utf8',
    timeout: 120_000,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      COMPAT_SIMULATOR: simulator,
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_SKIP_NEW_VERSION_CHECK: 'true',
    },
  });
  return { status: run.status, text: run.stdout + run.stderr, json: () => JSON.parse(run.stdout) };
}

function good(command, options) {
  const run = cli(command, options);
  assert.equal(run.status, 0, run.text);
  return run;
}

const codes = 'services:short-codes';
const code = { 'service-sid': MESSAGING, sid: FREE };

await check('twilio-cli: create', () => {
  const [created] = good(`${codes}:create`, code).json();
  assert.equal(created.shortCode, '12345');
  assert.equal(created.isReserved, false);
});
await check('twilio-cli: fetch', () => assert.equal(good(`${codes}:fetch`, code).json()[0].sid, FREE));
await check('twilio-cli: update', () => {
  assert.equal(good(`${codes}:update`, { ...code, 'is-reserved': true }).json()[0].isReserved, true);
});
await check('twilio-cli: list, over pages', () => {
  good(`${codes}:create`, { 'service-sid': MESSAGING, sid: 'SC00000000000000000000000000000002' });
  good(`${codes}:create`, { 'service-sid': MESSAGING, sid: 'SC00000000000000000000000000000003' });
  assert.equal(good(`${codes}:list`, { 'service-sid': MESSAGING, 'page-size': '1' }).json().length, 3);
});
await check('twilio-cli: an error is told with its code', () => {
  const run = cli(`${codes}:create`, { 'service-sid': MESSAGING, sid: POOLED });
  assert.notEqual(run.status, 0);
  assert.match(run.text, /80101/);
});
await check('twilio-cli: remove', () => good(`${codes}:remove`, code));
await check('twilio-cli: list of Services', () => {
  assert.deepEqual(good('services:list', {}).json().map((service) => service.sid), [MESSAGING, SUPPORT]);
});
await check('twilio-cli: all that was asked came to the simulator', async () => {
  const seen = (await requests(simulator)).map((request) => `${request.method} ${request.status}`);
  assert.deepEqual([seen.filter((line) => line === 'POST 201').length, seen.filter((line) => line === 'DELETE 204').length], [3, 1]);
});
