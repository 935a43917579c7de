import { forgetPerson } from '../../jobs/forget.js'
import { text, toggle } from '../option.js'
import { forgottenReport } from '../report/regulation.js'
import { verb } from '../verb.js'

export const forget = verb({
  name: 'forget',
  summary: 'Delete everything that is stored of a person, and take nothing in of them any more',
  description:
    'Events, traits, scores, logged answers, quarantined rows and the files that scores were written to; all ids that ' +
    'were merged into the person go too. The models that may have learned from them are listed. The files that were ' +
    'imported are yours: take the person out of them yourself; importing them again brings nobody back.',
  arguments: { id: { about: 'the id, as it stands in the data' } },
  options: {
    entity: text(
      'NAME',
      'the kind of entity that it names; default: customer, or the first that is declared',
    ),
    deleteOnly: toggle('the person may come again: new events of theirs are taken in'),
    erase: toggle(
      'rewrite the files of the warehouse at once; otherwise that is done within a day, by the server',
    ),
  },
  examples: [
    { command: 'forget user-42', about: 'delete and suppress' },
    { command: 'forget user-42 --delete-only --json', about: 'delete; what was done, as data' },
  ],
  run: async ({ id, entity, deleteOnly, erase }, request) => {
    const done = await forgetPerson(request, id, { entity, suppress: !deleteOnly, erase })
    return { json: done, text: (paint) => forgottenReport(done, paint) }
  },
})
