@NullMarked
package dev.easel.service;

import org.jspecify.annotations.NullMarked;
