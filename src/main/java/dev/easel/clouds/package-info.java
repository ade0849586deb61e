/** What Easel knows about each cloud, as data: names, pointers, numbers; folders of the same name beside the code. */
@NullMarked
package dev.easel.clouds;

import org.jspecify.annotations.NullMarked;
