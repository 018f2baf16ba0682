#include "CReadline.h"
void bds_readline(void) {}
