import type { ImportKnowledge } from '../../../engine/index.ts'
import { google, outlook, vcard } from './address-books.ts'
import { baseData } from './base-data.ts'
import { dynamics } from './dynamics.ts'
import { hubspot } from './hubspot.ts'
import { odoo } from './odoo.ts'
import { salesforce } from './salesforce.ts'
import { records, synonyms } from './synonyms.ts'
import { zendesk } from './zendesk.ts'

/** What an import knows beside the declarations: the files of other systems, and the names by which lists call their columns. */
export const importKnowledge: ImportKnowledge = {
  systems: [hubspot, zendesk, dynamics, salesforce, odoo, google, outlook, vcard, baseData],
  records,
  synonyms,
}
