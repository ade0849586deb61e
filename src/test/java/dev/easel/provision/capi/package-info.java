@NullMarked
package dev.easel.provision.capi;

import org.jspecify.annotations.NullMarked;
