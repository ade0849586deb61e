@NullMarked
package dev.easel.provision;

import org.jspecify.annotations.NullMarked;
