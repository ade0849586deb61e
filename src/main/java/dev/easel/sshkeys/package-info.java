@NullMarked
package dev.easel.sshkeys;

import org.jspecify.annotations.NullMarked;
