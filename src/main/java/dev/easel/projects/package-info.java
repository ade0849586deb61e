@NullMarked
package dev.easel.projects;

import org.jspecify.annotations.NullMarked;
