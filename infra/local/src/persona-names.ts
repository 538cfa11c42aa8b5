import type { PersonId } from '@oh/kernel'

/** Names of the default federation, so that guides can use them. */
const NAMED: Readonly<Record<string, string>> = {
  'nurse-rwe': 'Asha Mistry',
  'nurse-2-rwe': 'Callum Doyle',
  'physician-rwe': 'Dr Ifeoma Eze',
  'administrator-rwe': 'Janet Whitlock',
  'head-rwe': 'Ruth Pemberton',
  'privacy-officer-rwe': 'Rashid Karim',
  'manager-rwe': 'Gareth Pryce',
  'worker-rwe': 'Marta Nowak',
  'nurse-rt5': 'Blessing Adeyemi',
  'head-rt5': 'Aled Morris',
  'privacy-officer-rt5': 'Lorna Tait',
  'nurse-rha': 'Siobhan Keane',
  'head-rha': 'Grace Achebe',
  'privacy-officer-rha': 'Imran Sadiq',
  'nurse-rk5': 'Tomasz Zielak',
  'head-rk5': 'Colette Byrne',
  'privacy-officer-rk5': 'Beth Coombes',
  'nurse-rx1': 'Priya Raman',
  'physician-rx1': 'Dr Owen Hartley',
  'administrator-rx1': 'Li Na Cheung',
  'head-rx1': 'Dilip Rao',
  'privacy-officer-rx1': 'Denise Fairweather',
  'manager-rx1': 'Yusuf Demir',
  'worker-rx1': 'Kofi Asante',
  'nurse-rx9': 'Rhian Probert',
  'head-rx9': 'Marian Oakes',
  'privacy-officer-rx9': 'Kwesi Boateng',
  'specialist-qk1': 'Dr Harriet Bell',
  'specialist-2-qk1': 'Dr Arjun Sethi',
  'specialist-3-qk1': 'Dr Nadia Rahmani',
  'second-tier-qk1': 'Maeve Connolly',
  'trainee-qk1': 'Dr Tobias Quayle',
  'coordinator-qk1': 'Moira Lennox',
  'privacy-officer-qk1': 'Ngozi Wardle',
  'ics-lead-qk1': 'Femi Okafor',
  'specialist-qt1': 'Dr Zainab Hussein',
  'specialist-2-qt1': 'Dr Piotr Lisowski',
  'specialist-3-qt1': 'Dr Bronagh Tierney',
  'coordinator-qt1': 'Carys Vaughan',
  'privacy-officer-qt1': 'Harold Finch',
  'ics-lead-qt1': 'Eleanor Stubbs',
  'national-lead': 'Patrick Osei',
  statistician: 'Hamish Orr',
  'statistician-2': 'Leonie Marchetti',
  'privacy-officer-figures': 'Tessa Nkomo',
  registrar: 'Wendy Arkwright',
  'registrar-2': 'Sanjay Kulkarni',
  'privacy-officer-england': 'Meredith Ashby',
}

const GIVEN = [
  'Amara',
  'Ben',
  'Chloe',
  'Dev',
  'Esther',
  'Fatima',
  'George',
  'Hana',
  'Ivan',
  'Jaya',
  'Kwame',
  'Leila',
  'Mei',
  'Niall',
  'Olga',
  'Reuben',
]
const FAMILY = [
  'Abbott',
  'Begum',
  'Costa',
  'Drake',
  'Ekwueme',
  'Farrow',
  'Gill',
  'Hobbs',
  'Iqbal',
  'Jarvis',
  'Khatri',
  'Lacey',
  'Mbeki',
  'Nash',
  'Ozturk',
  'Pike',
  'Quirk',
]

/** The fixed name, else the next of 272 combinations; the list lengths share no divisor, so none comes twice before all are used. */
export function nameGiver(): (id: PersonId, title?: string) => string {
  let next = 0
  return (persona, title) => {
    const named = NAMED[persona]
    if (named) return named
    const name = `${GIVEN[next % GIVEN.length]} ${FAMILY[next % FAMILY.length]}`
    next++
    return title ? `${title} ${name}` : name
  }
}
