// Preloaded into twilio-cli, which has no option for a base URL: what it sends to https://proxy.twilio.com goes to the
// simulator of COMPAT_SIMULATOR instead, with the host that was asked. Nothing else leaves the machine: any other host
// that is not loopback is an error.
const http = require('node:http');
const https = require('node:https');

const simulator = new URL(process.env.COMPAT_SIMULATOR);
const plain = { request: http.request, secure: https.request };

function parsed(args) {
  const [first, second] = args;
  const callback = args.find((arg) => typeof arg === 'function');
  const url = typeof first === 'string' || first instanceof URL ? new URL(first) : undefined;
  const options = {
    ...(url && { protocol: url.protocol, hostname: url.hostname, port: url.port, path: url.pathname + url.search }),
    ...(typeof first === 'object' && !(first instanceof URL) ? first : {}),
    ...(second !== null && typeof second === 'object' ? second : {}),
  };
  return { options, callback };
}

function redirecting(original) {
  return function request(...args) {
    const { options, callback } = parsed(args);
    const host = options.hostname ?? String(options.host ?? '').replace(/:\d+$/, '');
    if (host === 'proxy.twilio.com') {
      const { agent, host: ignored, auth, ...rest } = options;
      const headers = { ...rest.headers, Host: host };
      const to = { ...rest, auth, headers, protocol: 'http:', hostname: simulator.hostname, port: simulator.port };
      return plain.request.call(http, to, callback);
    }
    if (host !== '127.0.0.1' && host !== 'localhost') {
      throw new Error(`twilio-cli asked for ${host}, which is not the simulator`);
    }
    return original.apply(this, args);
  };
}

http.request = redirecting(plain.request);
https.request = redirecting(plain.secure);
for (const module of [http, https]) {
  module.get = (...args) => {
    const request = module.request(...args);
    request.end();
    return request;
  };
}
