/** What is far below need not be drawn before someone comes near it. */
import { type RefObject, useEffect, useState } from 'react';

/** True from the moment the element is within `margin` pixels of what is seen of the page. */
export const useNear = (element: RefObject<Element | null>, margin = 100): boolean => {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (!current || near) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: `${margin}px` },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, margin, near]);
  return near;
};
