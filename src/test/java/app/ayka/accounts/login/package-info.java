@NullMarked
package app.ayka.accounts.login;

import org.jspecify.annotations.NullMarked;
