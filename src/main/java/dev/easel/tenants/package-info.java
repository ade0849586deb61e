@NullMarked
package dev.easel.tenants;

import org.jspecify.annotations.NullMarked;
