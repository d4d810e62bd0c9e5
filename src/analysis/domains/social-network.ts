import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';
import { feeds } from './social-network/feeds.ts';
import { options } from './social-network/options.ts';
import { posts } from './social-network/posts.ts';
import { relations } from './social-network/relations.ts';
import { scenarios } from './social-network/scenarios.ts';

export const socialNetwork: Domain = {
  id: 'social-network',
  title: 'a social network',
  words: [
    'social network',
    'social media',
    'social app',
    'social platform',
    'social networking',
    'microblog',
    'microblogging',
    'twitter',
    'instagram',
    'facebook',
    'photo sharing',
  ],
  part: mergeParts('social-network', [
    { entities: { user: { ...user, volume: { rows: 5_000_000, perYear: 2_000_000 } } } },
    relations,
    posts,
    feeds,
    scenarios,
  ]),
  options,
  synonyms: {
    user: ['member', 'account'],
    profile: ['user profile', 'bio'],
    follow: ['follower', 'subscription to a user', 'following', 'friend', 'friendship'],
    user_pair: ['block', 'blocked user'],
    post: ['tweet', 'status update', 'story', 'photo', 'thread'],
    post_like: ['like', 'favorite', 'favourite', 'heart', 'reaction'],
    post_media: ['attachment', 'picture', 'video'],
    repost: ['retweet', 'share', 'boost'],
    tag: ['hashtag'],
    feed_entry: ['feed', 'timeline', 'home feed', 'news feed'],
    mention: ['mentioned user'],
  },
  hints: ['influencer', 'viral', 'trending', 'comment', 'reply', 'follower count'],
};
