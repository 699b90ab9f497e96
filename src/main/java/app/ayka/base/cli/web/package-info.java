/** Visitors of the pages without a browser, for measurements: they speak what a page speaks with its server. */
@NullMarked
@NamedInterface("visitors")
package app.ayka.base.cli.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
