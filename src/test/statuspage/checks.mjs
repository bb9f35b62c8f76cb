// Looks at the status page in a real browser: node checks.mjs CHROMIUM PICTURES DEV_URL SCENE=URL…
// One line per check, and the exit code 1 if one failed. The pictures are of all scenes, in all widths and colours.
import { chromium } from 'playwright-core';

const [executablePath, pictures, devUrl, ...sceneArguments] = process.argv.slice(2);
const scenes = new Map(sceneArguments.map((scene) => scene.split(/=(.*)/s).slice(0, 2)));
const widths = { phone: { width: 390, height: 844 }, wide: { width: 1280, height: 800 } };
const readableContrast = 4.5;
let failed = 0;

function check(what, problems) {
  if (problems.length === 0) {
    console.log(`ok    ${what}`);
    return;
  }
  failed++;
  console.log(`FAIL  ${what}`);
  problems.slice(0, 5).forEach((problem) => console.log(`      ${problem}`));
}

const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** A page that writes down all that it must not do. */
async function open(url, options = {}) {
  const context = await browser.newContext({ colorScheme: 'light', viewport: widths.wide, ...options });
  const page = await context.newPage();
  const problems = [];
  const origin = new URL(url).origin;
  page.on('console', (message) => problems.push(`the console says: ${message.text().slice(0, 200)}`));
  page.on('pageerror', (error) => problems.push(`a script failed: ${error}`));
  page.on('dialog', (dialog) => problems.push(`a dialog: ${dialog.message()}`));
  page.on('download', () => problems.push('a download'));
  context.on('page', (other) => problems.push(`another page: ${other.url()}`));
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.origin !== origin || asked.pathname !== '/') problems.push(`requested ${request.url().slice(0, 200)}`);
  });
  const response = await page.goto(url);
  return { context, page, problems, response };
}

/** Run in the page: texts whose contrast with what is behind them is too low. */
function faint(limit) {
  const parse = (text) => text.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.tagName === 'STYLE') continue;
    let behind = element;
    let opacity = 1;
    let background = null;
    for (; behind; behind = behind.parentElement) {
      const style = getComputedStyle(behind);
      opacity *= Number(style.opacity);
      const colour = parse(style.backgroundColor);
      if (background === null && (colour.length < 4 || colour[3] > 0)) background = colour;
    }
    background ??= [255, 255, 255];
    const text = parse(getComputedStyle(element).color).slice(0, 3).map((c, i) => c * opacity + background[i] * (1 - opacity));
    const [a, b] = [luminance(text), luminance(background)].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < limit) found.push(`${contrast.toFixed(1)}: ${texts.currentNode.data.trim().slice(0, 60)}`);
  }
  return found;
}

/** Run in the page: what does not fit beside or within its surroundings. */
function misplaced() {
  const found = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.left < -1 || box.right > width + 1)) found.push(`out of sight: ${element.outerHTML.slice(0, 100)}`);
    if (!element.closest('svg') && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
      found.push(`cut: ${element.outerHTML.slice(0, 100)}`);
    }
  }
  return found;
}

for (const [name, url] of scenes) {
  for (const [size, viewport] of Object.entries(widths)) {
    for (const colorScheme of ['light', 'dark']) {
      const { context, page, problems } = await open(name === 'sample' ? url : `${url}?refresh=off`, { viewport, colorScheme });
      await page.screenshot({ path: `${pictures}/${name}-${size}-${colorScheme}.png`, fullPage: name !== 'hostile' && name !== 'outage' });
      problems.push(...(await page.evaluate(faint, readableContrast)), ...(await page.evaluate(misplaced)));
      check(`${name}, ${size}, ${colorScheme}: quiet, within the window, and every text has contrast`, problems);
      await context.close();
    }
  }
}

{
  const { context, page, problems, response } = await open(scenes.get('hostile'));
  for (const element of await page.locator('bdi, code, span, p, time').all()) {
    await element.dispatchEvent('mouseover').catch(() => {});
  }
  const seen = await page.evaluate(() => ({
    ran: window.ran,
    elements: [...document.querySelectorAll('script, img, iframe, object, embed, form, input, link, base, [onload], [onerror], [onmouseover], [style]')]
      .map((element) => element.outerHTML.slice(0, 100)),
    links: [...document.links].map((link) => link.getAttribute('href')),
    styles: document.querySelectorAll('style').length,
    text: document.body.innerText,
    hidden: getComputedStyle(document.body).display === 'none',
    title: document.title,
  }));
  check('hostile: no script ran and nothing was requested', [...problems, ...(seen.ran ? ['window.ran is set'] : [])]);
  check('hostile: no element came from a text', [
    ...seen.elements, ...seen.links.filter((href) => href !== '?refresh=off'), ...(seen.styles === 1 ? [] : [`${seen.styles} styles`]), ...(seen.hidden ? ['hidden'] : [])]);
  const shown = ['<script>window.ran=1</script>', '<img src=x onerror="window.ran=1">', '"><svg onload=window.ran=1>',
    "' onmouseover='window.ran=1", '</style><style>body{display:none}', '</title><script src=//example.com/x.js></script>',
    '<!-- &lt;b&gt; &amp; `{}` ${1} {{2}}', 'javascript:window.ran=1', 'a\\u202eb\\u2066c\\u0000d\\u001b[2Je f g\\ud800h\\uffff', 'xxxxxxxxxxx…'];
  check('hostile: each text is there as a text', shown.filter((text) => !seen.text.replaceAll(' ', ' ').includes(text)
    && !seen.text.includes(text.replaceAll(' ', ' '))).map((text) => `not there: ${text}`));
  const policy = response.headers()['content-security-policy'];
  check('the policy allows one style and nothing else', /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/.test(policy) ? [] : [policy]);
  await context.close();
}

{
  const { context, page } = await open(scenes.get('hostile'));
  const refused = [];
  page.on('console', (message) => refused.push(message.text()));
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="/x.png" onerror="window.ran=1"><p style="color:red">x</p>');
    const script = document.createElement('script');
    script.textContent = 'window.ran=1';
    document.body.append(script);
  });
  await page.waitForTimeout(300);
  check('even what got through would not run: the browser refuses it by the policy', [
    ...((await page.evaluate(() => window.ran)) ? ['it ran'] : []), ...(refused.length >= 3 ? [] : [`refused only: ${refused}`])]);
  await context.close();
}

{
  const url = scenes.get('many');
  const { context, page, problems } = await open(url, { viewport: widths.phone, javaScriptEnabled: false });
  let loads = 0;
  page.on('load', () => loads++);
  await page.mouse.wheel(0, 900);
  await page.waitForTimeout(6500);
  check('it refreshes itself without JavaScript', [...problems, ...(loads === 1 ? [] : [`${loads} loads in 6.5 s`])]);
  await page.getByText('Pause').click();
  await page.waitForURL('**/?refresh=off');
  await page.waitForLoadState('load');
  loads = 0;
  await page.waitForTimeout(6000);
  check('Pause stops that', loads === 0 ? [] : [`${loads} loads`]);
  await context.close();
}

{
  const { context, page } = await open(scenes.get('many'), { viewport: widths.phone });
  await page.evaluate(() => window.scrollTo(0, 900));
  await page.waitForEvent('load', { timeout: 9000 });
  await page.waitForTimeout(300);
  const top = await page.evaluate(() => window.scrollY);
  check('a refresh leaves the reader where they were', Math.abs(top - 900) < 5 ? [] : [`scrolled to ${top}`]);
  await context.close();
}

{
  const { context, page, problems } = await open(devUrl, { viewport: widths.wide });
  await page.goto(`${devUrl}?refresh=off`);
  const text = await page.evaluate(() => document.body.innerText);
  await page.screenshot({ path: `${pictures}/dev-wide-light.png`, fullPage: true });
  const expected = ['AC00000000000000000000000000000001', 'KS00000000000000000000000000000001', 'of 5,000', 'of 500',
    'Recent writes to Twilio', 'POST /v1/Services/', 'single replica', 'credentials accepted', 'requests in flight'];
  check('dev: the page shows accounts, pools and recent writes', [...problems, ...expected.filter((part) => !text.includes(part))]);
  await context.close();
}

await browser.close();
process.exit(failed === 0 ? 0 : 1);
