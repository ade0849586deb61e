@NullMarked
package dev.easel.provision.install;

import org.jspecify.annotations.NullMarked;
