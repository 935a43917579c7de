import { requestBytes } from './requests.mjs'

/** Digits of the number that makes a message one of a kind. */
const DIGITS = 12

/**
 * Segment batches whose messages are all different, made by writing numbers into one that is there already: a load
 * that thinks for as long as the server does would measure itself. Message ids are `PREFIX` and the event's number
 * from 0 on, in twelve digits; customers take turns.
 */
export function segmentBatches({ segment: { prefix, batch, customers, writeKey }, url, headers }) {
  const mark = '#'.repeat(DIGITS)
  const person = '@'.repeat(DIGITS)
  const body = JSON.stringify({
    batch: Array.from({ length: batch }, (_, index) => message(index, `${prefix}${mark}`, `C${person}`)),
    sentAt: new Date().toISOString(),
    ...(writeKey === undefined ? {} : { writeKey }),
  })
  const template = requestBytes(url, headers, { method: 'POST', path: '/v1/batch', body })
  const marks = placesOf(template, mark)
  const people = placesOf(template, person)
  let event = 0
  return () => {
    const bytes = Buffer.from(template)
    for (let index = 0; index < batch; index++, event++) {
      writeNumber(bytes, marks[index], event)
      writeNumber(bytes, people[index], event % customers)
    }
    return { bytes, units: batch }
  }
}

/** About 600 bytes, as `@segment/analytics-node` sends them. */
function message(index, messageId, userId) {
  const at = new Date().toISOString()
  return {
    type: 'track',
    event: ['login', 'feature_use', 'payment'][index % 3],
    userId,
    messageId,
    timestamp: at,
    properties: [
      { device: 'laptop' },
      { feature: 'dashboard', minutes: 1 + (index % 90) },
      { amount: 10 + (index % 90) },
    ][index % 3],
    context: {
      library: { name: '@segment/analytics-node', version: '3.1.0' },
      ip: '203.0.113.7',
      locale: 'en-US',
      timezone: 'Europe/Berlin',
      page: {
        path: '/reports/weekly',
        referrer: 'https://app.example.com/',
        title: 'Weekly report',
        url: 'https://app.example.com/reports/weekly',
      },
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    },
    integrations: {},
    _metadata: { nodeVersion: '20.20.2', jsRuntime: 'node' },
  }
}

function placesOf(bytes, mark) {
  const places = []
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) places.push(at)
  return places
}

function writeNumber(bytes, at, number) {
  for (let place = at + DIGITS - 1, rest = number; place >= at; place--, rest = Math.floor(rest / 10)) {
    bytes[place] = 48 + (rest % 10)
  }
}
