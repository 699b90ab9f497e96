/** Whole journeys of a user through a real browser. */
@NullMarked
package app.ayka.journey;

import org.jspecify.annotations.NullMarked;
