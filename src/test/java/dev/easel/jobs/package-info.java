@NullMarked
package dev.easel.jobs;

import org.jspecify.annotations.NullMarked;
