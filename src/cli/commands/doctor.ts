import { exitCodes } from '../exit-code.js'
import { doctorReport } from '../report/doctor.js'
import { verb } from '../verb.js'

export const doctor = verb({
  name: 'doctor',
  summary: 'Tell what the project is connected to, whether it works, and what to do',
  description:
    'Looks at Node, the configuration, Redis, the warehouse and its disk, the models that answer, keys, jobs and ' +
    'OpenTelemetry. Ends with 1 when a part fails; a warning is no failure.',
  arguments: {},
  options: {},
  examples: [
    { command: 'doctor', about: 'one line for each part' },
    { command: 'doctor --json', about: 'as data, for a check before a deployment' },
  ],
  run: async (_input, request) => {
    const { diagnose } = await import('../../jobs/doctor/doctor.js')
    const diagnosis = await diagnose(request)
    return {
      json: diagnosis,
      text: (paint) => doctorReport(diagnosis, paint),
      exitCode: diagnosis.healthy ? exitCodes.ok.code : exitCodes.failure.code,
    }
  },
})
