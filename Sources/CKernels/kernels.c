#include "CKernels.h"
void bds_kernels(void) {}
