/** The built-in packs and the registries that hold them, as data; folders of the same name beside the code. */
@NullMarked
package dev.easel.packs;

import org.jspecify.annotations.NullMarked;
