/**
 * The built-in analyst: finds leads in a conversation with word lists and grammar, without a model, a key or a network.
 *
 * <p>{@link app.ayka.leads.analyst.Analyst} runs the stages in order: the text is cleaned ({@code Fillers}, {@code
 * Casing}, {@code Letters}), the voices and the absent get names ({@code Introductions}, {@code Absentees}), what is
 * said of each person is rewritten to one perspective ({@code Statements}) and read ({@code Companies}, {@code Roles},
 * {@code Needs}, {@code Offers}, {@code ContactDetails}, {@code Promises}), and who is nobody's lead is dropped ({@code
 * Verdict}).
 */
@NullMarked
package app.ayka.leads.analyst;

import org.jspecify.annotations.NullMarked;
