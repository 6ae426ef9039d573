// The chapters of the document, in their order.
import 'server-only';

export const tags = {
  Uploads: 'Bringing files in: the bytes go straight to the store, by addresses this API signs.',
  Media: 'Stored files with what was made of them: the library.',
  Captions: 'Subtitles and captions of videos.',
  Films: 'Films with their video, poster and publication.',
  Videos: 'Videos with a cover.',
  Photos: 'Photos, each of one picture.',
  Albums: 'Photos in an order.',
  Products: 'Products with images and variants.',
  Categories: 'What films and videos are filed under.',
  Drafts: 'Forms that are not saved yet.',
  Tokens: 'Keys for programs.',
  Webhooks: 'Being told of what happens.',
  System: 'How the installation is doing.',
} as const;
