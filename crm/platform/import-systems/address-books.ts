import type { ImportSystem } from '../../../engine/index.ts'
import { from, ifKnown, orAdd } from './rules.ts'

/** What an address book holds besides the fields of a contact is kept in the notes, each under its own name: nothing is lost. */
const noted = (names: readonly string[]): string => names.map((name) => `${name}: {${name}}`).join('\n')
/** Of several addresses or numbers, those that stand in no field of their own. */
const others = (names: readonly string[], inFields: readonly string[]): string => {
  return names.map((name) => `${name}: {${name}≠${inFields.find((one) => one.split('|').includes(name)) ?? inFields[0] ?? ''}}`).join('\n')
}
const numbered = (count: number, text: (number: number) => string): string[] => Array.from({ length: count }, (_, index) => text(index + 1))

const googlePhones = numbered(8, (number) => `Phone ${number} - Value`)
const googleMails = numbered(4, (number) => `E-mail ${number} - Value`).join('|')
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
        name: `|| {${googleMails}}`,
        email: `{${googleMails}}`,
        mobile: `{${phoneOf('mobile', 'cell', '手机')}}`,
        phone: `{${phoneOf('work', 'main', 'home', '单位', '住宅')}|Phone 1 - Value}`,
        address:
          '{Address 1 - Street} {Address 1 - City} {Address 1 - Region}\npostcode: {Address 1 - Postal Code}\ncountry: {Address 1 - Country}',
        description: [
          '{Notes}',
          ...numbered(
            4,
            (number) => `E-mail {E-mail ${number} - Type|E-mail ${number} - Label}: {E-mail ${number} - Value≠${googleMails}}`,
          ),
          ...numbered(8, (number) => `Phone {Phone ${number} - Type|Phone ${number} - Label}: {Phone ${number} - Value}`),
          ...numbered(2, (number) => `Website {Website ${number} - Type|Website ${number} - Label}: {Website ${number} - Value}`),
          'Address 2: {Address 2 - Street}',
          noted(['Nickname', 'Group Membership']),
        ].join('\n'),
      },
    },
  ],
}

const outlookMails = ['E-mail Address', 'Email Work', 'Email Home', 'Email Other', 'E-mail 2 Address', 'E-mail 3 Address']
const outlookMailFields = outlookMails.join('|')
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

const outlookPhoneFields = outlookPhones.slice(0, 7).join('|')

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
        ...from(ifKnown('email'), 'E-mail Address'),
        ...from(ifKnown('birthday'), 'Birthday'),
        ...from(ifKnown('gender'), 'Gender'),
      },
      fill: {
        // Whoever has no name is called by their address, as mail programs do.
        name: `|| {${outlookMails.join('|')}}`,
        email: `{${outlookMailFields}}`,
        phone: `{${outlookPhoneFields}}`,
        address:
          '{Business Street|Work Street|Home Street|Other Street} {Work City|Business City|Home City} {Work State|Business State|Home State}\npostcode: {Work Zip|Business Postal Code|Home Zip|Home Postal Code}\ncountry: {Work Country|Business Country/Region|Home Country|Home Country/Region}',
        description: [
          '{Notes}',
          others(outlookMails, [outlookMailFields]),
          others(outlookPhones, [outlookPhoneFields, 'Mobile Phone|Home Mobile']),
          noted(['Home Street', 'Other Street', 'Nickname', 'Spouse', "Manager's Name", "Assistant's Name", 'Anniversary', 'Maiden Name']),
          noted(['Website Work', 'Website Home Page', 'Website Profile', 'Website Blog', 'Website Other', 'Web Page', 'Categories']),
          noted(['IM Aim', 'IM Icq', 'IM Jabber', 'IM Msn', 'IM Skype', 'IM Yahoo']),
        ].join('\n'),
      },
    },
  ],
}

const counted = (name: string): string[] => [name, ...numbered(8, (number) => `${name} ${number + 1}`)]
const cardPhones = [
  'Mobile',
  'Phone (work)',
  'Phone',
  'Phone (home)',
  'Phone (car)',
  'Phone (video)',
  'Phone (assistant)',
  'Pager',
  'Fax',
].flatMap(counted)

const cardPhoneFields = 'Phone (work)|Phone|Phone (home)|Phone (work) 2|Phone 2|Phone (home) 2'

/** Business cards, of telephones and mail programs. Whoever has no name is called by what is known of them. */
export const vcard: ImportSystem = {
  key: 'vcard',
  label: { zh: '电子名片 vCard', en: 'vCard' },
  tables: [
    {
      label: { zh: '联系人', en: 'Contacts' },
      kind: 'vcard',
      has: [],
      object: 'contact',
      columns: {
        ...from('#key', 'UID'),
        ...from('name', 'Full name'),
        ...from(orAdd('account'), 'Organisation'),
        ...from('department', 'Department'),
        ...from('jobTitle', 'Job title', 'Role'),
        ...from(ifKnown('mobile'), 'Mobile'),
        ...from(ifKnown('email'), 'E-mail'),
        ...from(ifKnown('birthday'), 'Birthday'),
        ...from({ ...ifKnown('gender'), replace: { M: 'male', F: 'female' } }, 'Gender'),
      },
      fill: {
        name: '|| {Nickname|E-mail|Organisation|Mobile|Phone (work)|Phone (home)|Phone}',
        phone: `{${cardPhoneFields}}`,
        address: '{Street|Address} {City} {Region}\npostcode: {Postal code}\ncountry: {Country}',
        description: [
          '{Note}',
          others(counted('E-mail'), ['E-mail']),
          others(cardPhones, [cardPhoneFields, 'Mobile']),
          noted(counted('Website')),
          noted([
            'Birthday (no year)',
            'Anniversary',
            'Nickname',
            'Organisation 2',
            'Job title 2',
            'Role',
            'Address',
            'Address 2',
            'Street 2',
            'Street 3',
            'Categories',
          ]),
        ].join('\n'),
      },
    },
  ],
}
