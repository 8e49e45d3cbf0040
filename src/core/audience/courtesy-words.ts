/** What people say who want nothing more: thanks, consent, a goodbye. In lower case, ё as е, without signs. */
export const courtesies: readonly string[] = `
ок|окей|окэй|оке|оки|ok|okay|okey|k|kk|хорошо|хор|ладно|ладненько|ясно|понятно|понятненько|понял|поняла|поняли|понял вас|поняла вас|принято|принял|приняла|
ага|угу|так|договорились|отлично|супер|класс|классно|круто|здорово|прекрасно|замечательно|чудесно|идеально|будем знать|буду знать|все понятно|все ясно|все понял|все поняла|
спасибо|спс|спасиб|пасиб|пасибо|пасибки|спасибочки|сп|благодарю|благодарим|благодарю вас|спасибо вам|спасибо тебе|вам спасибо|большое|огромное|большое спасибо|огромное спасибо|
спасибо большое|спасибо огромное|очень приятно|за помощь|за ответ|за ответы|за информацию|за инфу|за консультацию|за подсказку|за все|за внимание|за быстрый ответ|за оперативность|
вам большое|вам огромное|и вам|и вам спасибо|и вам того же|и вам хорошего дня|вам тоже|вам того же|вас тоже|взаимно|не за что|пожалуйста|
до свидания|до свиданья|досвидания|до встречи|до скорого|до скорой встречи|до завтра|до связи|всего доброго|всего хорошего|всего наилучшего|пока|пока пока|удачи|
хорошего дня|хорошего вам дня|хорошего вечера|хорошего вам вечера|хороших выходных|хорошего настроения|доброй ночи|спокойной ночи|
рахмет|рақмет|рахмед|рахмет сізге|сізге рахмет|рақмет сізге|сізге рақмет|көп рахмет|көп рақмет|рахмет көп|рақмет көп|үлкен рахмет|үлкен рақмет|коп рахмет|сизге рахмет|алғыс|
жақсы|жаксы|жарайды|түсіндім|тусиндим|түсінікті|тусиникти|мақұл|макул|болды|келістік|керемет|тамаша|сізге де|сау болыңыз|сау болыныз|сау болыңыздар|сау бол|сау тұрыңыз|көріскенше|корискенше|
күніңіз сәтті өтсін|кешіңіз жарық болсын|қайырлы түн|жақсы күн|алла разы болсын|
thanks|thank you|thank u|thx|ty|tnx|cheers|thanks a lot|many thanks|thank you very much|thank you so much|thanks so much|much appreciated|
great|good|perfect|cool|nice|fine|alright|all right|sure|got it|understood|i see|sounds good|great thanks|will do|noted|
for your help|for the help|for the info|for the information|for your answer|for your time|
bye|bye bye|goodbye|good bye|see you|see you later|see you soon|see you tomorrow|take care|good night|have a nice day|have a good day|have a great day|have a nice evening|have a good evening|you too|same to you|
spasibo|spasibo bolshoe|spasibki|horosho|xorosho|ladno|yasno|ponyatno|poka|do svidaniya|vsego dobrogo|udachi|rahmet|rakhmet|raqmet|kop rahmet|zhaksy|jaqsy|zharaidy|sau bolynyz
`
  .split('|')
  .map((words) => words.trim());

/** How a goodbye ends, and an answer to thanks: nothing is open after it. */
export const goodbyes: readonly string[] = `
до свидания|до свиданья|до встречи|до скорого|до скорой встречи|до завтра|до связи|всего доброго|всего хорошего|всего наилучшего|удачи|удачного дня|
хорошего дня|хорошего вам дня|хорошего вечера|хорошего вам вечера|хороших выходных|хорошего настроения|доброй ночи|спокойной ночи|прекрасного дня|отличного дня|приятного дня|приятного вечера|
обращайтесь|пишите|рады помочь|рад помочь|рада помочь|не за что|на связи|ждем вас|будем рады|будем ждать|пожалуйста|
сау болыңыз|сау болыңыздар|көріскенше|күніңіз сәтті өтсін|күніңіз жақсы өтсін|сәттілік|жазыңыз|хабарласыңыз|қайырлы түн|көмектескеніме қуаныштымын|оқасы жоқ|ештеңе етпейді|күтеміз|әрқашан қуаныштымыз|
goodbye|good bye|bye|see you|see you soon|see you then|take care|have a nice day|have a good day|have a great day|have a lovely day|have a nice evening|have a good evening|have a great evening|have a nice weekend|have a great weekend|
good night|you are welcome|youre welcome|welcome|happy to help|glad to help|anytime|any time|feel free to ask|feel free to write|reach out
`
  .split('|')
  .map((words) => words.trim());

/** Signs of consent, thanks and joy; others may ask for something, or complain. */
export const kindSigns =
  /[\u{1F44D}\u{1F44C}\u{1F64F}\u{1F60A}\u{1F642}\u263A\u{1F604}\u{1F603}\u{1F601}\u{1F600}\u2764\u{1F9E1}\u{1F49B}-\u{1F49E}\u{1F5A4}\u{1F90D}\u{1F490}\u{1F339}\u{1F337}\u{1F338}\u{1F91D}\u{1F44F}\u2705\u2714\u{1F525}\u{1F970}\u{1F60D}\u{1F618}\u{1F617}\u{1F917}\u{1F4AA}\u{1F389}\u2728\u2B50\u{1F31F}\u{1F44B}\u{1F609}\u{1FAF6}\u{1F64C}\u{1F607}\u{1F4AF}]/gu;
