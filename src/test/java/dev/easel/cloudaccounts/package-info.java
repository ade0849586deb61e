@NullMarked
package dev.easel.cloudaccounts;

import org.jspecify.annotations.NullMarked;
