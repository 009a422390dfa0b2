/** What customers ask in the chat of the web shop, and what they are told; three turns each. */

export const SYSTEM =
  'You answer customers in the chat of the Acme Bikes web shop. Rules: be brief and friendly; answer in the ' +
  'language of the customer; never promise a date that the order system does not show; money back only within 30 ' +
  'days and with the receipt; a worn chain or tyre is no warranty case; for anything about brakes, steering or the ' +
  'battery, ask the customer to stop riding and book a workshop visit free of charge. If you are asked for data, ' +
  'give it as JSON or as a code block, and nothing around it. Opening hours of all shops: Monday to Saturday, 9 to 18.';

export const TOPICS = [
  [
    [
      'Hello, this is {name}. My order {order} (an Acme {bike}) was due last {day} and the tracking page still says "in preparation". Is something wrong? I have taken a day off to be at home.',
      'Hello {name}, I am sorry that you waited at home for nothing. Your {bike} is built, but the carrier collected it one day late; that is why the page has not changed. The order system does not show a delivery date yet, so I cannot name one. You will get a mail with a two-hour window on the evening before.',
    ],
    [
      'Can I have it sent to the shop in {town} instead? Then I would not need another day off.',
      'Yes. I have put a note on order {order}: the parcel goes to the shop in {town} and waits there for 14 days. Please bring your order number and some identification. Assembly and a first check take about twenty minutes and cost nothing.',
    ],
    [
      'Great 👍 And could you give me the order in a form that I can paste into our tool? Fields: order, model, shop, status.',
      '```json\n{\n  "order": {order},\n  "model": "Acme {bike}",\n  "shop": "{town}",\n  "status": "with carrier",\n  "history": [\n    { "step": "built", "ok": true },\n    { "step": "collected", "ok": true, "note": "one day late" }\n  ]\n}\n```',
    ],
  ],
  [
    [
      'Grüß Gott, bei meinem {bike} quietscht die Vorderradbremse seit dem Regen am Wochenende fürchterlich, und der Hebel lässt sich fast bis zum Lenker ziehen. Kann ich damit noch zur Arbeit fahren? Es sind nur fünf Kilometer, aber über die große Brücke geht es steil hinunter.',
      'Guten Tag {name}, bitte fahren Sie damit nicht mehr, auch keine fünf Kilometer. Wenn sich der Hebel bis zum Lenker ziehen lässt, ist entweder Luft im System oder der Belag verbraucht. Die Prüfung in der Werkstatt ist kostenlos. Möchten Sie einen Termin in {town}?',
    ],
    [
      'Ja, gern, am liebsten früh am Morgen. Muss ich das Rad schieben oder holen Sie es auch ab? Und was kostet es, falls die Beläge getauscht werden müssen?',
      'Früh geht es: um 9 Uhr ist in {town} ein Platz frei, ich habe ihn für Sie vorgemerkt. Wir holen Räder im Umkreis von 20 km ab, das kostet 15 €. Ein Satz Beläge kostet mit Einbau 34 €. Beläge sind Verschleißteile und fallen nicht unter die Gewährleistung; ist dagegen die Leitung undicht, zahlen Sie nichts.',
    ],
    [
      'Dann bitte mit Abholung. Meine Bestellnummer ist {order}, die Adresse ist dieselbe geblieben. Müsste ich das Schloss abnehmen? Der Zweitschlüssel liegt übrigens noch bei Ihnen in der Filiale.',
      'Danke, die Abholung ist für 8 Uhr eingetragen. Lassen Sie das Schloss ruhig am Rahmen, aber bitte offen. Den Zweitschlüssel legen wir Ihnen bei der Rückgabe dazu. Sie bekommen eine Nachricht, sobald das Rad auf dem Ständer war, und nichts wird ohne Ihr Einverständnis getauscht.',
    ],
  ],
  [
    [
      '你好，我想买一辆 {bike}，身高 176 厘米，内腿长 82 厘米，应该选哪个车架尺寸？我每天骑大约十二公里上下班，周末有时带孩子出去玩，所以还要装儿童座椅。',
      '您好！以 176 厘米的身高和 82 厘米的内腿长，我们建议选 M 号（54 厘米）。如果要装儿童座椅，请同时选购加宽后货架，它的承重是 27 公斤。M 号和 L 号都可以在门店免费试骑半小时。',
    ],
    [
      '谢谢。电池能骑多远？冬天会不会差很多？另外，可以分期付款吗？',
      '在平路上、用中等助力时，一次充电大约可以骑 70 到 90 公里。气温低于 5 度时会减少大约四分之一，所以冬天最好把电池放在室内充电和保管。可以分 12 个月付款，不收利息；您在结账时选择“分期”就行。',
    ],
    [
      '好的。请问 {town} 的门店星期六几点关门？我想这个周末带我太太一起去试骑。',
      '{town} 的门店星期六从 9 点开到 18 点。试骑请最晚在 17 点以前到，并带上身份证件。要不要我帮您预留一辆 M 号的 {bike} 和一个儿童座椅？',
    ],
  ],
  [
    [
      'I run the website of our cycling club and want to show how many {bike} are in stock in {town}. Is there an API for that?',
      'There is a small public one. It needs no key, answers in JSON and may be asked once a minute:\n\n```\nGET /stock?model={bike}&shop={town}\n{ "model": "{bike}", "shop": "{town}", "sizes": [ { "size": "M", "count": 3 }, { "size": "L", "count": 0 } ] }\n```',
    ],
    [
      'Nice. My loop below prints 0 although the shop has some. What is wrong with it?\n\n```js\nlet sum = 0;\nfor (const size in stock.sizes) {\n  sum += size.count || 0;\n}\nconsole.log(sum);\n```',
      'The loop runs over the positions of the list ("0", "1", …), and a position has no `count`. Loop over the entries:\n\n```js\nlet sum = 0;\nfor (const { count } of stock.sizes) {\n  sum += count;\n}\nconsole.log(sum);\n```',
    ],
    [
      'That works, thank you! One more: the name comes back as "M\\u00fcnster" in one tool. Is your answer broken?',
      'No: `\\u00fc` is how JSON may write an "ü", and every JSON parser turns it back. Your tool shows the raw text. With `JSON.parse(text).shop` you get the name as it should be.',
    ],
  ],
  [
    [
      'I would like to send back the helmet from order {order}. It is 19 days old, I have worn it twice, and it presses at the temples. The box is gone, I am afraid.',
      'Hello {name}, that is fine: 19 days are within the 30, and we do not need the box. Please put in the receipt; a photo of it on your phone is enough at the counter in {town}. The refund goes back the way you paid.',
    ],
    [
      'I paid half with a voucher that my sister gave me. Do I lose that?',
      'No. The half paid by voucher comes back as a new voucher with the same value, good for three years from today; the other half goes to your card within five working days.',
    ],
    [
      'OK. Which helmet would you take for a wide head? I measured 60 cm around and 17 cm across.',
      'With 60 cm around and 17 cm across you have a wide, short head. Look at the "Round" fit in size L, for example the Acme Dome or the Acme Dome Light; they differ in weight (340 g and 265 g) and in price (59 € and 89 €). Both are on the shelf in {town}; try them with the strap closed, and shake your head.',
    ],
  ],
  [
    [
      'we need 14 {bike} for our staff 🚲🚲 is there a discount and can we lease them? also who repairs them, we have no workshop',
      'Hello! From ten bikes on there are 8 % off the list price, or leasing over 36 months with service included. For 14 bikes, a mechanic comes to you twice a year, and repairs in between are done in the shop in {town} within two working days. Shall I have an offer made for both ways?',
    ],
    [
      'yes both pls. as a table i can show to my boss: price per bike, per month, whats included. {day} would be good',
      '| | buy | lease |\n|---|---|---|\n| per bike | 2,206.16 € once | 64.90 € a month, 36 months |\n| service | 2 visits a year, 1st year free | 2 visits a year |\n| repairs | by price list | included, except tyres |\n| theft | your insurance | included, 100 € excess |\n| at the end | yours | return, or buy for 12 % |\n\nThe written offer comes by mail; I cannot promise that it is there by {day}.',
    ],
    [
      'boss asks: what happens when someone leaves the company?? 😅',
      'With leasing, a colleague takes over the bike, or the person keeps it and takes over the contract (one form, no fee), or you return it: 3 monthly rates if it happens in the first year, 1 after that. Bought bikes are yours, so it is up to you.',
    ],
  ],
  [
    [
      'My {bike} shows error E-14 on the display and the motor is dead. I have already taken the battery out and put it back in, as the manual says on page 31. It rained hard on {day}, maybe water got in?',
      'Thank you for trying that first. E-14 means that the battery and the motor cannot talk to each other; water in the plug is the most frequent reason. Please do not charge the battery now and do not ride with the motor. A workshop visit for this is free of charge. Would {town} suit you?',
    ],
    [
      '{town} is fine. Can I at least ride there without the motor? And is my data in the app lost? I keep a log of all rides:\n\n2026-09-14;12.4;231\n2026-09-15;11.9;225\n2026-09-16;12.6;240',
      'Without the motor, without the battery and by daylight: yes, brakes and gears do not depend on it. Your log is in the app and on our server, not on the bike. From your three lines: 36.9 km and 696 Wh, which is 18.9 Wh per km, quite normal.',
    ],
    [
      'Good. What should I bring, and how long will it take? I need it again next week for a tour with friends.',
      'Please bring the charger, the key of the battery and order number {order}. Looking takes half an hour; if a plug has to be dried and sealed, you get the bike back the same day. A new motor would take longer, and I cannot see how long from here. In that case we lend you another {bike} for the tour.',
    ],
  ],
];
