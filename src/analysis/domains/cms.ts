import { comments } from './cms/comments.ts';
import { options } from './cms/options.ts';
import { people } from './cms/people.ts';
import { posts } from './cms/posts.ts';
import { scenarios } from './cms/scenarios.ts';
import { shelves } from './cms/shelves.ts';
import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const cms: Domain = {
  id: 'cms',
  title: 'a content management system with a blog',
  words: [
    'cms',
    'content management',
    'content management system',
    'blog',
    'blogging platform',
    'weblog',
    'news site',
    'online magazine',
    'publishing platform',
    'website content',
  ],
  part: mergeParts('cms', [
    { entities: { user: { ...user, volume: { rows: 300_000, perYear: 80_000 } } } },
    people,
    posts,
    shelves,
    comments,
    scenarios,
  ]),
  options,
  synonyms: {
    post: ['article', 'blog post', 'page', 'story', 'entry', 'content item'],
    post_revision: ['revision', 'version', 'draft version', 'post version'],
    publication: ['published version', 'live version'],
    author: ['writer', 'blogger', 'contributor', 'byline'],
    staff_member: ['editor', 'moderator', 'administrator', 'editorial staff'],
    category: ['section', 'rubric', 'topic'],
    tag: ['keyword', 'label'],
    file: ['media', 'media file', 'image', 'photo', 'upload', 'asset', 'attachment'],
    menu: ['navigation', 'navigation menu'],
    menu_item: ['menu entry', 'navigation link'],
    redirect: ['url redirect', 'old url'],
    comment: ['reader comment', 'reply'],
    comment_decision: ['moderation', 'comment moderation', 'moderation log'],
    comment_block: ['blocklist', 'blacklist', 'spam filter'],
    comment_report: ['flag', 'abuse report', 'reported comment'],
    scheduled_change: ['scheduled publishing', 'scheduled post', 'publishing schedule'],
  },
  hints: ['editorial', 'publish', 'draft', 'slug', 'permalink', 'seo', 'revision history', 'moderation'],
};
