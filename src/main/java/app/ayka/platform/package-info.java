/**
 * What AYKA stands on: PostgreSQL, an S3 store and a mail server. Each is embedded under the data folder until its URL
 * is set; the code after that is the same (ADR-0003).
 */
@NullMarked
package app.ayka.platform;

import org.jspecify.annotations.NullMarked;
