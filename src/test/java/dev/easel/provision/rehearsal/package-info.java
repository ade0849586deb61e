@NullMarked
package dev.easel.provision.rehearsal;

import org.jspecify.annotations.NullMarked;
