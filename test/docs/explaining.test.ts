import { itPrintsWhatItSays } from './page.js'

itPrintsWhatItSays('explaining')
