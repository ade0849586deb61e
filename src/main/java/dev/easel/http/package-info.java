@NullMarked
package dev.easel.http;

import org.jspecify.annotations.NullMarked;
