@NullMarked
package app.ayka.jobs;

import org.jspecify.annotations.NullMarked;
