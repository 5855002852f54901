import type { ImportSystem } from '../../../engine/index.ts'
import { from, ifKnown, orAdd } from './rules.ts'

/** What an address book holds besides the fields of a contact is kept in the notes, each under its own name: nothing is lost. */
const noted = (names: readonly string[]): string => names.map((name) => `${name}: {${name}}`).join('\n')
const numbered = (count: number, text: (number: number) => string): string[] => Array.from({ length: count }, (_, index) => text(index + 1))

const googlePhones = numbered(8, (number) => `Phone ${number} - Value`)
const phoneOf = (...kinds: string[]): string => kinds.flatMap((kind) => googlePhones.map((name) => `${name}@${kind}`)).join('|')

const googlePerson = {
  ...from('name', 'Name', 'File As'),
  ...from(orAdd('account'), 'Organization 1 - Name', 'Organization Name'),
  ...from('jobTitle', 'Organization 1 - Title', 'Organization Title'),
  ...from('department', 'Organization 1 - Department', 'Organization Department'),
  ...from(ifKnown('birthday'), 'Birthday'),
  ...from(ifKnown('gender'), 'Gender'),
}

/** Google Contacts: several values of a kind, each with its kind in the column beside it. */
export const google: ImportSystem = {
  key: 'google',
  label: { zh: 'Google 通讯录', en: 'Google Contacts' },
  tables: [
    {
      label: { zh: '联系人', en: 'Contacts' },
      has: ['E-mail 1 - Value', 'Given Name|First Name', 'Family Name|Last Name'],
      object: 'contact',
      columns: {
        ...googlePerson,
        ...from(ifKnown('email'), 'E-mail 1 - Value'),
        ...from(ifKnown('mobile'), 'Mobile'),
      },
      fill: {
        name: `|| {${numbered(4, (number) => `E-mail ${number} - Value`).join('|')}}`,
        email: `{${numbered(4, (number) => `E-mail ${number} - Value`).join('|')}}`,
        mobile: `{${phoneOf('mobile', 'cell', '手机')}}`,
        phone: `{${phoneOf('work', 'main', 'home', '单位', '住宅')}|Phone 1 - Value}`,
        address:
          '{Address 1 - Street} {Address 1 - City} {Address 1 - Region}\npostcode: {Address 1 - Postal Code}\ncountry: {Address 1 - Country}',
        description: [
          '{Notes}',
          ...numbered(4, (number) => `E-mail {E-mail ${number} - Type|E-mail ${number} - Label}: {E-mail ${number} - Value}`),
          ...numbered(8, (number) => `Phone {Phone ${number} - Type|Phone ${number} - Label}: {Phone ${number} - Value}`),
          ...numbered(2, (number) => `Website {Website ${number} - Type|Website ${number} - Label}: {Website ${number} - Value}`),
          'Address 2: {Address 2 - Street}',
          noted(['Nickname', 'Group Membership']),
        ].join('\n'),
      },
    },
  ],
}

const outlookMails = ['Email Work', 'Email Home', 'Email Other', 'E-mail Address', 'E-mail 2 Address', 'E-mail 3 Address']
const outlookPhones = [
  'Business Phone',
  'Business Phone 2',
  'Company Main Phone',
  'Primary Phone',
  'Home Phone',
  'Home Phone 2',
  'Other Phone',
  'Mobile Phone',
  'Home Mobile',
  'Car Phone',
  'Pager',
  'Phone Video',
  "Assistant's Phone",
  'Home Fax',
  'Business Fax',
]

/** Outlook, and the address books of mail programs that follow it. */
export const outlook: ImportSystem = {
  key: 'outlook',
  label: { zh: 'Outlook 通讯录', en: 'Outlook contacts' },
  tables: [
    {
      label: { zh: '联系人', en: 'Contacts' },
      has: ['E-mail Address|Email Work|Email Home', 'E-mail 2 Address|Home Phone|Business Phone|E-mail Display Name'],
      object: 'contact',
      columns: {
        ...from('name', 'Display Name', 'Full Name', 'File As'),
        ...from(orAdd('account'), 'Company'),
        ...from('department', 'Department'),
        ...from('jobTitle', 'Job Title'),
        ...from(ifKnown('mobile'), 'Mobile Phone', 'Home Mobile'),
        ...from(ifKnown('phone'), 'Business Phone', 'Company Main Phone', 'Primary Phone', 'Home Phone'),
        ...from(ifKnown('email'), 'E-mail Address', 'Email Work', 'Email Home'),
        ...from(ifKnown('birthday'), 'Birthday'),
        ...from(ifKnown('gender'), 'Gender'),
      },
      fill: {
        // Whoever has no name is called by their address, as mail programs do.
        name: `|| {${outlookMails.join('|')}}`,
        email: `{${outlookMails.join('|')}}`,
        phone: `{${outlookPhones.slice(0, 7).join('|')}}`,
        address:
          '{Business Street|Work Street|Home Street|Other Street} {Work City|Business City|Home City} {Work State|Business State|Home State}\npostcode: {Work Zip|Business Postal Code|Home Zip|Home Postal Code}\ncountry: {Work Country|Business Country/Region|Home Country|Home Country/Region}',
        description: [
          '{Notes}',
          noted(outlookMails),
          noted(outlookPhones),
          noted(['Home Street', 'Other Street', 'Nickname', 'Spouse', "Manager's Name", "Assistant's Name", 'Anniversary', 'Maiden Name']),
          noted(['Website Work', 'Website Home Page', 'Website Profile', 'Website Blog', 'Website Other', 'Web Page', 'Categories']),
          noted(['IM Aim', 'IM Icq', 'IM Jabber', 'IM Msn', 'IM Skype', 'IM Yahoo']),
        ].join('\n'),
      },
    },
  ],
}
