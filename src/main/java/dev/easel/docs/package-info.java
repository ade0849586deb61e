@NullMarked
package dev.easel.docs;

import org.jspecify.annotations.NullMarked;
