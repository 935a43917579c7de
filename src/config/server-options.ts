import { listOf, oneOf, type Options, text, toggle, wholeNumber } from './option.js'

/** Every one may stand in the environment instead, which goes before the file. */
export const serverOptions = {
  host: {
    kind: text('an address to listen on such as 127.0.0.1 or 0.0.0.0'),
    default: '127.0.0.1',
    environment: 'FORETELL_HOST',
    description: 'The address to listen on. Any other than the loopback needs a key to exist.',
  },
  port: {
    kind: wholeNumber(0),
    default: 8080,
    environment: 'PORT',
    description: 'The port to listen on; 0 for any that is free.',
  },
  redis: {
    kind: {
      expected: 'the address of a Redis such as redis://localhost:6379',
      schema: { type: 'string', pattern: '^rediss?://' },
      accept: (written) =>
        typeof written === 'string' && /^rediss?:\/\//.test(written) && URL.canParse(written)
          ? written
          : undefined,
    },
    otherwise: 'none: cache, jobs and rate limits live in the server',
    environment: 'REDIS_URL',
    description: 'A Redis, for a cache, a job queue and rate limits that several machines share.',
  },
  cacheSeconds: {
    kind: wholeNumber(0),
    default: 300,
    environment: 'FORETELL_CACHE_SECONDS',
    description: 'How long an answer may be given again while nothing new is known; 0: never.',
  },
  cacheEntries: {
    kind: wholeNumber(1),
    default: 100_000,
    environment: 'FORETELL_CACHE_ENTRIES',
    description: 'Of how many customers answers are kept in the server; a Redis has limits of its own.',
  },
  cors: {
    kind: listOf(text(), 'a list of origins such as https://app.example.com'),
    default: [],
    environment: 'FORETELL_CORS',
    description: 'Web pages that may call the server; in the environment with commas between them.',
  },
  requestsPerMinute: {
    kind: wholeNumber(0),
    default: 6000,
    environment: 'FORETELL_REQUESTS_PER_MINUTE',
    description: 'What one key, or one address without a key, may ask in a minute; 0: without limit.',
  },
  adminKey: {
    kind: text('a key of at least 32 letters'),
    otherwise: 'none',
    environment: 'FORETELL_ADMIN_KEY',
    description: 'A key that may do everything, for containers; keep it out of files that others read.',
  },
  webhookSecret: {
    kind: text('`whsec_` and the base64 of 24 to 64 bytes'),
    otherwise: 'none: no address can be given to be told when a job has ended',
    environment: 'FORETELL_WEBHOOK_SECRET',
    description: 'What messages to others are signed with; keep it out of files that others read.',
  },
  trustProxy: {
    kind: toggle(),
    default: false,
    environment: 'FORETELL_TRUST_PROXY',
    description: 'Whether a proxy before the server says who calls (`X-Forwarded-For`).',
  },
  jobs: {
    kind: wholeNumber(0),
    default: 1,
    environment: 'FORETELL_JOBS',
    description: 'How many jobs run at once, each in a process of its own; 0: only workers run them.',
  },
  resultHours: {
    kind: wholeNumber(1),
    default: 168,
    environment: 'FORETELL_RESULT_HOURS',
    description: 'How long the results of a job can be fetched, in hours.',
  },
  shutdownSeconds: {
    kind: wholeNumber(0),
    default: 30,
    environment: 'FORETELL_SHUTDOWN_SECONDS',
    description: 'How long requests may take to end once the server was told to stop.',
  },
  log: {
    kind: oneOf('debug', 'info', 'warn', 'error', 'silent'),
    default: 'info',
    environment: 'FORETELL_LOG',
    description: 'From what weight on something is logged.',
  },
} as const satisfies Options
