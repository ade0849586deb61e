/**
 * Cloud accounts, what clients ask about a cloud before they use it, and the clouds that are registered at run time. All of it is
 * rows and facts of the clouds' folders; nothing here knows more than the names of the operations.
 */
@NullMarked
package dev.easel.cloudaccounts;

import org.jspecify.annotations.NullMarked;
