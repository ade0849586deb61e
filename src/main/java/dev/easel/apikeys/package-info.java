@NullMarked
package dev.easel.apikeys;

import org.jspecify.annotations.NullMarked;
