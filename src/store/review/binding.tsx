/** The review's thin binding to React. There is one review to a store, begun when a panel first asks for it. */
import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useAppStore, useFacts } from '../binding.tsx';
import type { AppStore } from '../create-store.ts';
import type { AppState } from '../state.ts';
import { createReview, type Review, type ReviewActions } from './create-review.ts';
import { browserShelf, keepMarks } from './marks-keeping.ts';
import type { ReviewState } from './review-state.ts';

const reviews = new WeakMap<AppStore, Review>();

export const reviewOf = (store: AppStore): Review => {
  const known = reviews.get(store);
  if (known) return known;
  const review = createReview(store);
  keepMarks(store, browserShelf());
  reviews.set(store, review);
  return review;
};

export const useReview = <T,>(select: (review: ReviewState) => T): T => useStore(reviewOf(useAppStore()).api, select);

export const useReviewActions = (): ReviewActions => reviewOf(useAppStore()).actions;

/** Of both stores; the selector must give the same object back while its facts stand. */
export const useBoth = <T,>(select: (state: AppState, review: ReviewState) => T): T => {
  const facts = useFacts();
  const review = reviewOf(useAppStore());
  return useSyncExternalStore(
    (changed) => {
      const stops = [facts.subscribe(changed), review.api.subscribe(changed)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    () => select(facts.getState(), review.api.getState()),
  );
};
