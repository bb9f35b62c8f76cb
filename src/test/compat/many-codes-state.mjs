// A state of 20 Services with 500 codes each, in one account, without rate limits; as JSON, which is YAML.
import { ACCOUNT, TOKEN } from './checks.mjs';

const sid = (prefix, number) => prefix + String(number).padStart(32, '0');
const numbers = (count) => Array.from({ length: count }, (_, index) => index + 1);
const account = {
  sid: ACCOUNT,
  authToken: TOKEN,
  shortCodes: numbers(10_000).map((code) => ({ sid: sid('SC', code), shortCode: String(100_000 + code) })),
  services: numbers(20).map((service) => ({
    sid: sid('KS', service),
    uniqueName: `service-${service}`,
    shortCodes: numbers(500).map((index) => ({ sid: sid('SC', (service - 1) * 500 + index) })),
  })),
};
console.log(JSON.stringify({ accounts: [account], limits: { enabled: false } }));
