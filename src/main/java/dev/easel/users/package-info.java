@NullMarked
package dev.easel.users;

import org.jspecify.annotations.NullMarked;
