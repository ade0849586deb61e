@NullMarked
package dev.easel.templates;

import org.jspecify.annotations.NullMarked;
