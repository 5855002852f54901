import type { ObjectMeta } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'

export type SettingsSection = {
  key: string
  icon: string
  title:
    | 'organisation'
    | 'accessList'
    | 'objects'
    | 'mine'
    | 'tokens'
    | 'baseData'
    | 'customFields'
    | 'pipelines'
    | 'health'
    | 'holidays'
    | 'pools'
    | 'assignment'
    | 'rights'
    | 'signIn'
    | 'audit'
    | 'transfers'
    | 'delegations'
  about:
    | 'organisationAbout'
    | 'accessListAbout'
    | 'objectsAbout'
    | 'mineAbout'
    | 'tokensAbout'
    | 'baseDataAbout'
    | 'customFieldsAbout'
    | 'pipelinesAbout'
    | 'healthAbout'
    | 'holidaysAbout'
    | 'poolsAbout'
    | 'assignmentAbout'
    | 'rightsAbout'
    | 'signInAbout'
    | 'auditAbout'
    | 'transfersAbout'
    | 'delegationsAbout'
}
export type SettingsGroup = { title: 'account' | 'configuration' | 'people'; sections: SettingsSection[]; objects: ObjectMeta[] }

/** Objects of the works that have a place of their own elsewhere. */
const elsewhere = new Set(['savedView', 'file', 'role', 'department', 'holiday'])
const people = new Set(['user'])

const mine: SettingsSection = { key: 'me', icon: 'user-round-cog', title: 'mine', about: 'mineAbout' }

const tokens: SettingsSection = { key: 'tokens', icon: 'link', title: 'tokens', about: 'tokensAbout' }

const organisation: SettingsSection = { key: 'organisation', icon: 'network', title: 'organisation', about: 'organisationAbout' }
const rights: SettingsSection = { key: 'rights', icon: 'shield', title: 'rights', about: 'rightsAbout' }
const accessList: SettingsSection = { key: 'access-list', icon: 'list-checks', title: 'accessList', about: 'accessListAbout' }
const signIn: SettingsSection = { key: 'sign-in', icon: 'key', title: 'signIn', about: 'signInAbout' }
const delegations: SettingsSection = { key: 'delegations', icon: 'user-round-cog', title: 'delegations', about: 'delegationsAbout' }
const transfers: SettingsSection = { key: 'transfers', icon: 'arrow-right-left', title: 'transfers', about: 'transfersAbout' }
const audit: SettingsSection = { key: 'audit', icon: 'clipboard-list', title: 'audit', about: 'auditAbout' }

/** Only what this reader may change is shown. */
export function useSettings(): SettingsGroup[] {
  const { objects, me } = useMeta()
  const mayUpdate = (key: string) => objects.some((object) => object.key === key && object.may.update)
  const isReadable = (key: string) => objects.some((object) => object.key === key)
  const configuration: SettingsSection[] = []
  if (me.isAdministrator) configuration.push({ key: 'objects', icon: 'boxes', title: 'objects', about: 'objectsAbout' })
  if (mayUpdate('choice')) configuration.push({ key: 'base-data', icon: 'list', title: 'baseData', about: 'baseDataAbout' })
  if (mayUpdate('customField'))
    configuration.push({ key: 'fields', icon: 'sliders-horizontal', title: 'customFields', about: 'customFieldsAbout' })
  if (mayUpdate('pipeline') && mayUpdate('stage'))
    configuration.push({ key: 'pipelines', icon: 'kanban', title: 'pipelines', about: 'pipelinesAbout' })
  if (mayUpdate('healthRule')) configuration.push({ key: 'health', icon: 'activity', title: 'health', about: 'healthAbout' })
  if (mayUpdate('holiday')) configuration.push({ key: 'holidays', icon: 'calendar-off', title: 'holidays', about: 'holidaysAbout' })
  if (me.isAdministrator) configuration.push({ key: 'pools', icon: 'waves', title: 'pools', about: 'poolsAbout' })
  if (mayUpdate('assignmentRule')) configuration.push({ key: 'assignment', icon: 'split', title: 'assignment', about: 'assignmentAbout' })
  const listed = objects.filter(({ area, internal, key }) => area === 'platform' && !internal && !elsewhere.has(key))
  const groups: SettingsGroup[] = [
    { title: 'account', sections: [mine, delegations, tokens], objects: [] },
    { title: 'configuration', sections: configuration, objects: listed.filter(({ key }) => !people.has(key)) },
    {
      title: 'people',
      sections: [
        ...(isReadable('department') && isReadable('user') ? [organisation] : []),
        ...(objects.some(({ may }) => may.massUpdate) ? [transfers] : []),
        ...(mayUpdate('role') ? [rights] : []),
        ...(me.isAdministrator ? [accessList, signIn, audit] : []),
      ],
      objects: listed.filter(({ key }) => people.has(key)),
    },
  ]
  return groups.filter((group) => group.sections.length > 0 || group.objects.length > 0)
}
