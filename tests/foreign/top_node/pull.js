// Pulls windows through node-taobao-topclient; the errand comes on standard input, the rows go to
// output. Run with TZ=Asia/Shanghai: the SDK signs with local time.
'use strict';

const fs = require('fs');
const TopClient = require('node-taobao-topclient').default;

const METHOD = 'taobao.trades.sold.increment.get';
const ENVELOPE = 'trades_sold_increment_get_response';

// the newest version of every trade in one window, from the last page to the first
async function pull(client, errand, window) {
  const ask = (page) => client.invoke(METHOD, {
    session: errand.access_token,
    fields: errand.fields,
    start_modified: window.start,
    end_modified: window.end,
    page_size: errand.page_size,
    page_no: page,
  }, [ENVELOPE], null, 'POST');
  const pages = Math.ceil((await ask(1)).total_results / errand.page_size);
  let rows = [];
  for (let page = pages; page > 0; page -= 1) {
    const answer = await ask(page);
    rows = rows.concat(answer.trades ? answer.trades.trade : []);
  }
  return { pages, rows };
}

// the code with which a request is refused whose signed bytes were changed afterwards
async function refusal(client, errand) {
  const sign = client.sign.bind(client);
  client.sign = (params) => {
    const signature = sign(params);
    params.fields = params.fields.replace('sid', 'six');
    return signature;
  };
  try {
    await client.invoke('taobao.shop.seller.get', {
      session: errand.access_token, fields: 'sid,title',
    }, [], null, 'POST');
  } catch (error) {
    return error.code;
  }
  return null;
}

async function main() {
  const errand = JSON.parse(fs.readFileSync(0, 'utf8'));
  const client = new TopClient({
    appkey: errand.app_key,
    appsecret: errand.app_secret,
    REST_URL: `${errand.base_url}/router/rest`,
  });
  const pulled = [];
  for (const window of errand.windows) {
    pulled.push(await pull(client, errand, window));
  }
  const refused = await refusal(client, errand);
  process.stdout.write(JSON.stringify({ pulled, refusal: refused }));
}

main().catch((error) => {
  process.stderr.write(`${error && error.stack}\n`);
  process.exit(1);
});
