import { defaultGrace } from '../../api/access/key-store.js'
import { scopes } from '../../api/scope.js'
import { createKey, listKeys, revokeKey, rotateKey } from '../../jobs/keys.js'
import { ForetellError } from '../../shared/errors.js'
import { durationLength } from '../../shared/time.js'
import { choice, type CommandOption, text } from '../option.js'
import { keysReport, newKeyReport, revokedReport } from '../report/keys.js'
import { type Answer, verb } from '../verb.js'

const grace: CommandOption<number | undefined> = {
  value: 'DURATION',
  about: 'rotate: how long the key until now stays good, such as 24h; 0: not at all; default: 24h',
  read: (given) => {
    if (given === '0') return { value: 0 }
    try {
      return { value: durationLength(given) }
    } catch {
      return { expected: 'a length of time such as 24h or 7d, or 0' }
    }
  },
}

export const keys = verb({
  name: 'keys',
  summary: 'Make, list, rotate or revoke the keys that the server asks for',
  description:
    'A key is shown once, when it is made or rotated; only a hash of it is kept. Until the first is made, the server ' +
    'answers programs on its own machine and nobody else. Servers that run see a change within seconds.',
  arguments: {
    action: { about: 'create, list, rotate or revoke; default: list', optional: true },
    id: { about: 'which key to rotate or revoke', optional: true },
  },
  options: {
    scope: choice('create: what it may do; ingest keys may be public', scopes),
    name: text('TEXT', 'create: what it is for, for people'),
    source: text('NAME', 'create: the source that events sent with it are stored under'),
    grace,
  },
  examples: [
    { command: 'keys create --scope admin', about: 'the first one' },
    { command: 'keys create --scope ingest --name "web shop"', about: 'for a page that sends events' },
    { command: 'keys rotate key_3f9a81c20d4e --grace 7d', about: 'another secret; both work for a week' },
  ],
  run: async (
    { action = 'list', id, scope, name, source, grace = defaultGrace },
    request,
  ): Promise<Answer> => {
    switch (action) {
      case 'list': {
        const all = await listKeys(request)
        return { json: all, text: (paint) => keysReport(all, paint) }
      }
      case 'create': {
        if (scope === undefined) throw usage('keys create needs --scope: ingest, read or admin')
        const made = await createKey(request, { scope, name, source })
        return { json: made, text: (paint) => newKeyReport(made, paint) }
      }
      case 'rotate': {
        const made = await rotateKey(request, named(id, action), grace)
        return { json: made, text: (paint) => newKeyReport(made, paint) }
      }
      case 'revoke': {
        const revoked = await revokeKey(request, named(id, action))
        return { json: revoked, text: () => revokedReport(revoked) }
      }
      default:
        throw usage(`keys expects create, list, rotate or revoke, got "${action}"`)
    }
  },
})

function named(id: string | undefined, action: string): string {
  if (id === undefined) throw usage(`keys ${action} needs the id of a key, such as key_3f9a81c20d4e`)
  return id
}

function usage(problem: string): ForetellError {
  return new ForetellError('USAGE', { values: { problem, help: 'keys ' } })
}
