/** What is said in the calls of `traffic.js`: short, as a proxy that cuts the earlier history leaves it. */

/** The texts of one call. `thought` is what a model shows of its reasoning. */
export function wordsOf(call) {
  const words = WORDS[call.workflow];
  const about = words.about[call.number % words.about.length];
  return { system: words.system, ...words.say(about, call) };
}

const WORDS = {
  'contract-review': {
    system:
      'You review supplier contracts for Acme Bikes. Quote clause numbers. Say plainly what is unusual and what to ask for.',
    about: [
      'Osterfeld Logistik',
      'Brackwater Tyres',
      'Hanami Components',
      'Silverbeck Brakes',
      'Fjellheim Frames',
      'Tresor Zahlungen',
      'Quillon Saddles',
      'Lumo Lights',
    ],
    say: (supplier, { step, turn }) => ({
      asked: `${turn === 0 ? `Contract with ${supplier} attached. ` : ''}${REVIEW[step][0]}`,
      answer: REVIEW[step][1].replace('{supplier}', supplier),
    }),
  },
  'code-fix': {
    system:
      'You fix bugs in the Acme Bikes web shop (TypeScript). Change as little as you can; run the tests.',
    about: [
      {
        file: 'src/cart/total.ts',
        name: 'totalOf',
        report: 'The cart total is one cent off for three items at 33.33.',
      },
      {
        file: 'src/stock/reserve.ts',
        name: 'reserve',
        report: 'Two orders can reserve the last frame at the same time.',
      },
      {
        file: 'src/mail/render.ts',
        name: 'renderMail',
        report: 'An umlaut in a customer name breaks the order mail.',
      },
      {
        file: 'src/search/rank.ts',
        name: 'rank',
        report: 'A search for "e-bike" finds nothing, "ebike" does.',
      },
      {
        file: 'src/ship/quote.ts',
        name: 'quoteFor',
        report: 'Shipping to islands is quoted at mainland prices.',
      },
      { file: 'src/auth/session.ts', name: 'renew', report: 'People are logged out while they pay.' },
      { file: 'src/tax/rate.ts', name: 'rateAt', report: 'The reduced rate is applied one day too long.' },
    ],
    say: (bug, { step, previousStep, turn }) => ({
      asked: turn === 0 ? bug.report : FIX_RESULTS[previousStep](bug, { turn, isFixed: step === 'summary' }),
      ...FIX[step](bug, turn),
    }),
  },
  research: {
    system:
      'You research questions for the buyers of Acme Bikes. Use only the sources given. Mark what is an estimate.',
    about: [
      'How will prices for lithium cells develop until spring?',
      'Which ports in northern Europe handle containers fastest this autumn?',
      'Do customers pay more for belt drives than for chains?',
      'What does the new battery regulation ask of importers?',
      'Which towns of 50,000 to 100,000 people plan cycle lanes next year?',
      'Is there a maker of hydraulic brakes within 500 km of Bremen?',
    ],
    say: (question, { step, turn }) => ({
      asked: step === 'plan' ? question : RESEARCH[step].asked(turn),
      answer: RESEARCH[step].answer(question, turn),
      thought: RESEARCH[step].thought,
    }),
  },
  triage: {
    system:
      'You handle the mail of the Acme Bikes service desk. Classify, draft and check replies by the handbook.',
    about: [
      {
        kind: 'delivery',
        mail: 'Order 40817 was due on Tuesday. The tracking page has not changed for six days.',
      },
      { kind: 'warranty', mail: 'The rear light of my Acme Tour 5 went out after two rides in the rain.' },
      { kind: 'invoice', mail: 'Please send the invoice again with our company address and our VAT number.' },
      { kind: 'return', mail: 'The frame is too small for me. It has been ridden once, around the block.' },
      { kind: 'advice', mail: 'Does the child seat fit a carrier of 25 kg, or do I need the wide one?' },
      {
        kind: 'spare part',
        mail: 'I need the little rubber plug of the charging port. The shop does not list it.',
      },
      {
        kind: 'complaint',
        mail: 'Third visit to the workshop, and the gears still jump. I would like my money back.',
      },
    ],
    say: ({ kind, mail }, { step }) => ({ asked: mail, answer: TRIAGE[step](kind) }),
  },
  digest: {
    system:
      'You write the morning digest of Acme Bikes: what happened yesterday, five lines, most urgent first.',
    about: [
      { where: 'Bremen', what: 'the paint shop stood still for two hours' },
      { where: 'Gdańsk', what: 'a container with 400 wheel sets arrived a day early' },
      { where: 'the web shop', what: 'payments by invoice failed between 18:10 and 18:40' },
      { where: 'Utrecht', what: 'eleven test rides led to seven orders' },
      { where: 'the workshop', what: 'brake pads of size B run out on Thursday' },
    ],
    say: ({ where, what }, { step }) => ({
      asked:
        step === 'summarise'
          ? `Reports of the day, 14 sites. First: ${where}: ${what}.`
          : `• ${where}: ${what}`,
      answer:
        step === 'summarise'
          ? `• ${where}: ${what}.\n• Sales: as planned, e-bikes 6 % above.\n• Stock: nothing below minimum but pads.\n• Staff: two colleagues back.\n• Open: the answer of the insurer.`
          : `${where[0].toUpperCase()}${where.slice(1)}: ${what}`,
      thought: 'What needs somebody to act today comes first.',
    }),
  },
};

/** Step of a contract review → question and finding. */
const REVIEW = {
  outline: [
    'Outline it.',
    'Framework agreement with {supplier}: 14 clauses, 3 annexes; prices stand in annex B.',
  ],
  parties: [
    'Who is bound?',
    'Clause 1 binds {supplier} and its affiliates, but us alone. Ask for the same on both sides.',
  ],
  term: [
    'How long does it run?',
    'Clause 2: 36 months, then 12 at a time. Notice of 6 months is long; 3 is usual.',
  ],
  payment: [
    'Payment terms?',
    'Clause 4: 14 days net, 9 points over base rate when late. We pay others after 30 days.',
  ],
  delivery: [
    'Delivery and risk?',
    'Clause 5: risk passes at the gate of {supplier}. Insure from there, or ask for DAP Bremen.',
  ],
  warranty: [
    'Warranty?',
    'Clause 6: 12 months from delivery. The law gives 24; hidden defects are left out altogether.',
  ],
  liability: [
    'Liability caps?',
    'Clause 7 caps liability at one monthly order. Gross negligence must stay uncapped (7.3).',
  ],
  rights: [
    'Drawings and marks?',
    'Clause 8: improvements that we propose belong to {supplier}. Strike the second sentence.',
  ],
  privacy: [
    'Personal data?',
    'Annex C is the usual data processing agreement; the list of subcontractors is missing.',
  ],
  exit: [
    'How do we get out?',
    'Clause 11: for cause only, after two warnings. Ask for an exit on a price rise above 8 %.',
  ],
  'cross-check': [
    'Do clauses contradict?',
    'Clause 4.2 and annex B name different currencies. Clause 12 refers to a clause 15 that does not exist.',
  ],
  memo: [
    'Write the memo.',
    'Sign after changes. Must: 6, 7.3, 8, 12. Should: 2, 4, 11. The rest is usual for {supplier} and for us.',
  ],
};

/** Step of a bug fix → what is said and done. */
const FIX = {
  plan: ({ file, name }) => act(`I start with ${name} and its tests.`, 'read_file', { path: file }),
  explore: ({ name }) => act(`Where is ${name} called?`, 'search', { pattern: `${name}(`, in: 'src' }),
  edit: ({ file, name }, turn) =>
    act('The rounding and the check belong together.', 'edit_file', {
      path: file,
      line: 10 + turn,
      text: `  return ${name}Once(items, { at: now });`,
    }),
  test: () => act('Now the tests.', 'run', { command: 'npm test' }),
  summary: ({ file, name }) => ({
    answer: `Fixed in ${file}: ${name} now decides once and for all. All tests pass.`,
  }),
};

const act = (answer, tool, input) => ({ answer, tool, input });

/** Step → what its tool gave back. */
const FIX_RESULTS = {
  plan: ({ name }) =>
    `export function ${name}(items: readonly Item[]): Result {\n  return collect(items, now());\n}`,
  explore: ({ name }, { turn }) =>
    `src/shop/page.ts:${12 + turn * 7}:  const result = ${name}(items);\n1 more file`,
  edit: ({ file }) => `${file}: 1 line changed`,
  test: ({ name }, { turn, isFixed }) =>
    isFixed
      ? `Test files 41 passed. Tests ${180 + turn} passed`
      : `FAIL ${name} > case ${turn}: expected 99.99, received 100.00. 1 failed, ${180 + turn} passed`,
};

const RESEARCH = {
  plan: {
    answer: (question) => `1. What is known for "${question}" 2. Who measures it 3. What they disagree on`,
    thought: 'A number is wanted, so I need two sources that count the same thing.',
  },
  read: {
    asked: (turn) => `Source ${turn}: report of 38 pages, text attached.`,
    answer: (_, turn) =>
      `Source ${turn}: solid on volumes (table ${turn + 2}), weak on prices; its survey had 212 answers.`,
    thought: 'The table counts orders, not deliveries; keep the two apart.',
  },
  compare: {
    asked: () => 'Where do the sources disagree?',
    answer: () =>
      'They agree on the direction. Two of them differ by 4 points because one counts orders, one deliveries.',
    thought: 'The difference is one of definition; say so instead of taking the mean.',
  },
  write: {
    asked: () => 'Write it up on one page.',
    answer: (question) =>
      `${question} In short: yes, by 3 to 7 % (estimate). Why: … What would change it: … Sources: 1 to 4.`,
    thought: 'Lead with the answer, then its range, then the reasons.',
  },
  check: {
    asked: () => 'Check every figure against its source.',
    answer: () => '14 figures checked, 13 stand. The share in paragraph 3 is of 2024; corrected and marked.',
    thought: 'Paragraph 3 cites the older edition.',
  },
};

const TRIAGE = {
  classify: (kind) => JSON.stringify({ kind, urgent: kind === 'complaint', language: 'en' }),
  draft: (kind) =>
    `Thank you for writing to us. We are sorry for the trouble; a colleague for ${kind} has your mail on the desk and will answer by noon tomorrow.`,
  check: (kind) => JSON.stringify({ friendly: true, promise: 'noon tomorrow', chapter: kind }),
  redraft: (kind) => `Thank you for your patience. This is what we do next about your ${kind}: …`,
};
